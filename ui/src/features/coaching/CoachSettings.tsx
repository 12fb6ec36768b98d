import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerQueries, answering } from '@/api/actions-answer'
import { useSession } from '@/api/session'
import type { CoachSettings as Settings } from '@/api/types-answer'
import { toLines } from '@/lib/lines'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Area } from '@/ui/Field'
import { Section } from '@/ui/Page'
import { Bars, Failure } from '@/ui/States'

/** "de, AT" and "de AT" are both meant. */
const toCountries = (text: string): string[] => [...new Set(text.toUpperCase().split(/[^A-Z]+/).filter(Boolean))]

function Form({ now }: { now: Settings }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const client = useQueryClient()
  const may = user.role === 'owner' || user.role === 'lead'
  const [contacts, setContacts] = useState(now.own_contacts.join('\n'))
  const [countries, setCountries] = useState(now.countries.join(', '))
  const [rules, setRules] = useState(now.rules)
  const body: Settings = { own_contacts: toLines(contacts), countries: toCountries(countries), rules }
  const changed = JSON.stringify(body) !== JSON.stringify({ own_contacts: now.own_contacts, countries: now.countries, rules: now.rules })
  const save = useMutation({
    mutationFn: () => answering.saveCoach(body),
    onSuccess: (saved) => {
      client.setQueryData(answerQueries.coach.queryKey, saved)
      tell(t('coachSettings.saved'))
    },
  })
  return (
    <form
      className="flex flex-col gap-4 rounded-2xl border border-line bg-surface p-4 shadow-1"
      onSubmit={(event) => {
        event.preventDefault()
        if (changed && !save.isPending) save.mutate()
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Area label={t('coachSettings.contacts')} help={t('coachSettings.contactsHelp')} value={contacts} rows={4} readOnly={!may} onChange={setContacts} />
        <Area label={t('coachSettings.countries')} help={t('coachSettings.countriesHelp')} value={countries} rows={4} readOnly={!may} onChange={setCountries} />
      </div>
      <Area code label={t('coachSettings.rules')} help={t('coachSettings.rulesHelp')} value={rules} rows={8} readOnly={!may} onChange={setRules} />
      {save.isError && (
        <p role="alert" className="text-sm font-medium text-overdue">
          {t('coachSettings.refused', { why: explain(save.error, t) })}
        </p>
      )}
      {may && (
        <Button type="submit" tone="primary" className="self-end" aria-disabled={!changed || save.isPending}>
          {t('coachSettings.save')}
        </Button>
      )}
    </form>
  )
}

/** What a company tells the coach of itself: what is nobody's secret, where its customers live, and its own rules. */
export function CoachSettings() {
  const { t } = useTranslation()
  const settings = useQuery(answerQueries.coach)
  return (
    <Section title={t('coachSettings.title')}>
      <p className="max-w-prose text-sm text-pretty text-ink-2">{t('coachSettings.about')}</p>
      {settings.isPending && <Bars widths={['80%', '70%']} />}
      {settings.isError && <Failure error={settings.error} retry={() => void settings.refetch()} />}
      {settings.data && <Form key={JSON.stringify(settings.data)} now={settings.data} />}
    </Section>
  )
}
