import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '@tanstack/react-query'
import { desk } from '@/api/desk'
import { useSession } from '@/api/session'
import type { Invitation, Role } from '@/api/types'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Field } from '@/ui/Field'
import { classes } from '@/ui/classes'
import { roles } from './roles'

export function InviteDialog({ onClose, onInvited }: { onClose: () => void; onInvited: (invitation: Invitation) => void }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const form = useId()
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [role, setRole] = useState<Role>('agent')
  const invite = useMutation({ mutationFn: () => desk.invite({ name: name.trim(), login: login.trim(), role }), onSuccess: onInvited })
  const offered = roles.filter((one) => user.role === 'owner' || one !== 'owner')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!invite.isPending) invite.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('people.invite')}
      footer={
        <Button type="submit" form={form} tone="primary" aria-disabled={invite.isPending}>
          {t('people.makeLink')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('people.name')} help={t('people.nameHelp')} value={name} onChange={(event) => setName(event.target.value)} required autoComplete="off" />
        <Field label={t('session.login.login')} help={t('people.loginHelp')} value={login} onChange={(event) => setLogin(event.target.value)} required autoCapitalize="none" autoComplete="off" />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 text-sm font-medium">{t('people.role')}</legend>
          {offered.map((one) => (
            <label
              key={one}
              className={classes(
                'flex cursor-pointer items-start gap-3 rounded-xl border px-3 py-2.5',
                one === role ? 'border-accent bg-accent-soft' : 'border-line hover:bg-surface-2',
              )}
            >
              <input type="radio" name="role" value={one} checked={one === role} onChange={() => setRole(one)} className="mt-1" />
              <span>
                <span className="block text-sm font-medium">{t(`role.${one}`)}</span>
                <span className="block text-xs text-ink-2">{t(`people.can.${one}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {invite.isError && (
          <p role="alert" className="rounded-lg bg-overdue-soft px-3 py-2 text-sm font-medium text-overdue">
            {explain(invite.error, t)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
