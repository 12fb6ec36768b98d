import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Plus, Trash2 } from 'lucide-react'
import { desk } from '@/api/desk'
import { queries } from '@/api/queries'
import type { CreatedToken, Token } from '@/api/types'
import { useNow } from '@/lib/now'
import { longAgo } from '@/lib/time'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { Button, IconButton } from '@/ui/Button'
import { CopyBox } from '@/ui/CopyBox'
import { Dialog } from '@/ui/Dialog'
import { Field } from '@/ui/Field'
import { Section } from '@/ui/Page'

const scopes = ['read', 'write', 'intake', 'admin'] as const
type Scope = (typeof scopes)[number]

function NewToken({ onClose, onCreated }: { onClose: () => void; onCreated: (token: CreatedToken) => void }) {
  const { t } = useTranslation()
  const form = useId()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly Scope[]>(['read'])
  const create = useMutation({ mutationFn: () => desk.createToken(name.trim(), [...chosen]), onSuccess: onCreated })
  const toggle = (scope: Scope) => setChosen(chosen.includes(scope) ? chosen.filter((one) => one !== scope) : [...chosen, scope])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen.length > 0 && !create.isPending) create.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tokens.new')}
      footer={
        <Button type="submit" form={form} tone="primary" aria-disabled={chosen.length === 0 || create.isPending}>
          {t('tokens.create')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('tokens.name')} help={t('tokens.nameHelp')} value={name} onChange={(event) => setName(event.target.value)} required autoComplete="off" />
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-sm font-medium">{t('tokens.may')}</legend>
          {scopes.map((scope) => (
            <label key={scope} className="flex min-h-7 cursor-pointer items-center gap-3 text-sm">
              <input type="checkbox" checked={chosen.includes(scope)} onChange={() => toggle(scope)} className="size-4" />
              {t(`tokens.scope.${scope}`)}
            </label>
          ))}
        </fieldset>
        {create.isError && (
          <p role="alert" className="rounded-lg bg-overdue-soft px-3 py-2 text-sm font-medium text-overdue">
            {explain(create.error, t)}
          </p>
        )}
      </form>
    </Dialog>
  )
}

function TokenRow({ token, onDelete }: { token: Token; onDelete: () => void }) {
  const { t } = useTranslation()
  const now = useNow()
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <span className="grid size-9 shrink-0 place-items-center rounded-lg bg-surface-2 text-ink-2">
        <KeyRound className="size-4" aria-hidden="true" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-semibold">
          <bdi>{token.name}</bdi>
        </p>
        <p className="tnum truncate text-xs text-ink-3">
          {token.scopes.join(', ')} · {token.last_used_at ? t('tokens.used', { time: longAgo(token.last_used_at, now, t) }) : t('tokens.unused')}
        </p>
      </div>
      <IconButton label={t('tokens.delete', { name: token.name })} onClick={onDelete} data-tip-side="start">
        <Trash2 className="size-4" aria-hidden="true" />
      </IconButton>
    </li>
  )
}

/** Keys for programs. The secret is shown once and never again. */
export function Tokens() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const tokens = useQuery(queries.tokens)
  const [creating, setCreating] = useState(false)
  const [created, setCreated] = useState<CreatedToken | null>(null)
  const [doomed, setDoomed] = useState<Token | null>(null)
  const refresh = () => void client.invalidateQueries({ queryKey: ['tokens'] })
  const remove = useMutation({
    mutationFn: desk.deleteToken,
    onSuccess: () => {
      setDoomed(null)
      refresh()
    },
    onError: (error) => tell(explain(error, t), 'error'),
  })
  const items = tokens.data?.items ?? []
  return (
    <Section title={t('tokens.title')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-sm text-ink-2">{t('tokens.about')}</p>
        <Button onClick={() => setCreating(true)} icon={<Plus className="size-4" aria-hidden="true" />}>
          {t('tokens.new')}
        </Button>
      </div>
      {items.length > 0 && (
        <ul className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-1">
          {items.map((token) => (
            <TokenRow key={token.id} token={token} onDelete={() => setDoomed(token)} />
          ))}
        </ul>
      )}
      {creating && (
        <NewToken
          onClose={() => setCreating(false)}
          onCreated={(token) => {
            setCreating(false)
            setCreated(token)
            refresh()
          }}
        />
      )}
      {created && (
        <Dialog open onClose={() => setCreated(null)} title={t('tokens.created', { name: created.token.name })}>
          <p className="mb-4 text-sm text-ink-2">{t('tokens.once')}</p>
          <CopyBox label={t('tokens.secret')} text={created.secret} />
        </Dialog>
      )}
      {doomed && (
        <Dialog
          open
          onClose={() => setDoomed(null)}
          title={t('tokens.delete', { name: doomed.name })}
          footer={
            <>
              <Button onClick={() => setDoomed(null)}>{t('action.cancel')}</Button>
              <Button tone="danger" onClick={() => remove.mutate(doomed.id)}>
                {t('tokens.deleteNow')}
              </Button>
            </>
          }
        >
          <p className="text-sm text-ink-2">{t('tokens.deleteText')}</p>
        </Dialog>
      )}
    </Section>
  )
}
