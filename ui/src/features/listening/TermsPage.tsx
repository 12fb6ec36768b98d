import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { listening } from '@/api/actions-listening'
import { useSession } from '@/api/session'
import type { Term } from '@/api/types'
import { languageName } from '@/lib/time'
import { offerUndo, tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { Button, IconButton } from '@/ui/Button'
import { Page } from '@/ui/Page'
import { Bars, Empty, Failure } from '@/ui/States'
import { ListeningTabs } from './ListeningTabs'
import { TermDialog } from './TermDialog'
import { purposes } from './words'

function TermLine({ term, may, onEdit, onRemove }: { term: Term; may: boolean; onEdit: () => void; onRemove: () => void }) {
  const { t } = useTranslation()
  const more = [
    t(`terms.kind.${term.kind}`),
    term.languages.length > 0 && term.languages.map(languageName).join(', '),
    term.exclusions.length > 0 && t('terms.without', { words: term.exclusions.join(', ') }),
  ].filter(Boolean)
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium">
          <bdi>{term.text}</bdi>
        </p>
        <p className="truncate text-xs text-ink-3">{more.join(' · ')}</p>
      </div>
      {may && (
        <>
          <Button size="sm" aria-label={t('terms.editOne', { text: term.text })} onClick={onEdit}>
            {t('terms.edit')}
          </Button>
          <IconButton size="sm" label={t('terms.remove', { text: term.text })} data-tip-side="start" onClick={onRemove}>
            <Trash2 className="size-4" aria-hidden="true" />
          </IconButton>
        </>
      )}
    </li>
  )
}

/** What the desk listens for. */
export function TermsPage() {
  const { t } = useTranslation()
  const { user } = useSession()
  const client = useQueryClient()
  const may = user.role === 'owner' || user.role === 'lead'
  const terms = useQuery({ queryKey: ['terms'], queryFn: listening.terms })
  const [edited, setEdited] = useState<Term | 'new' | null>(null)
  const refresh = () => void client.invalidateQueries({ queryKey: ['terms'] })
  const failed = (error: unknown) => void tell(explain(error, t), 'error')
  const remove = async ({ id, ...term }: Term) => {
    try {
      await listening.removeTerm(id)
      refresh()
      offerUndo(t('terms.removed', { text: term.text }), () => {
        const { text, kind, purpose, exclusions, languages } = term
        listening.addTerm({ text, kind, purpose, exclusions, languages }).then(refresh, failed)
      })
    } catch (error) {
      failed(error)
    }
  }
  const add = may && (
    <Button tone="primary" onClick={() => setEdited('new')} icon={<Plus className="size-4" aria-hidden="true" />}>
      {t('terms.add')}
    </Button>
  )
  const items = terms.data?.items ?? []
  return (
    <Page title={t('terms.title')} about={t('terms.about')} action={add}>
      <ListeningTabs />
      {terms.isPending && <Bars widths={['80%', '70%', '75%']} />}
      {terms.isError && <Failure error={terms.error} retry={() => void terms.refetch()} />}
      {terms.data && items.length === 0 && (
        <Empty picture={<Plus className="size-10" strokeWidth={1.5} aria-hidden="true" />} title={t('terms.emptyTitle')}>
          {t('terms.emptyText')}
        </Empty>
      )}
      {purposes.map((purpose) => {
        const group = items.filter((term) => term.purpose === purpose)
        if (group.length === 0) return null
        return (
          <section key={purpose}>
            <h2 className="text-base font-semibold tracking-tight">{t(`terms.purpose.${purpose}`)}</h2>
            <p className="mb-2 text-xs text-ink-3">{t(`terms.purposeHelp.${purpose}`)}</p>
            <ul className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-1">
              {group.map((term) => (
                <TermLine key={term.id} term={term} may={may} onEdit={() => setEdited(term)} onRemove={() => void remove(term)} />
              ))}
            </ul>
          </section>
        )
      })}
      {edited && (
        <TermDialog
          term={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null)
            refresh()
          }}
        />
      )}
    </Page>
  )
}
