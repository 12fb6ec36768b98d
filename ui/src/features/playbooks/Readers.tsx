import { useTranslation } from 'react-i18next'
import { ChevronRight, CircleCheck, CircleDashed } from 'lucide-react'
import type { PlaybookReadings } from '@/api/types-answer'
import { dateTime } from '@/lib/dates'

/** Who said to have read a version, and when; of the one in force also who has not yet. */
export function Readers({ readings, version, inForce }: { readings: PlaybookReadings; version: number; inForce: boolean }) {
  const { t } = useTranslation()
  const confirmed = readings.items.find((one) => one.version === version)?.confirmed ?? []
  const missing = inForce ? readings.missing : []
  return (
    <details className="group mt-3 border-t border-line pt-2">
      <summary className="flex min-h-7 list-none flex-wrap items-center gap-x-2 gap-y-0.5 rounded-lg text-xs font-medium text-ink-2 pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-3.5 shrink-0 text-ink-3 transition-transform group-open:rotate-90 rtl:-scale-x-100" aria-hidden="true" />
        <span>{t('playbooks.readBy', { count: confirmed.length })}</span>
        {missing.length > 0 && <span className="text-ink-3">{t('playbooks.missing', { count: missing.length })}</span>}
      </summary>
      <ul className="mt-1 flex flex-col gap-1 text-xs">
        {confirmed.map(({ person, at }) => (
          <li key={person.id} className="flex items-center gap-1.5">
            <CircleCheck className="size-3.5 shrink-0 text-done" aria-hidden="true" />
            <span className="sr-only">{t('playbooks.hasRead')}: </span>
            <bdi className="min-w-0 truncate">{person.name}</bdi>
            <span className="tnum text-ink-3">{dateTime(at)}</span>
          </li>
        ))}
        {missing.map((person) => (
          <li key={person.id} className="flex items-center gap-1.5 text-ink-2">
            <CircleDashed className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
            <bdi className="min-w-0 truncate">{person.name}</bdi>
            <span className="text-ink-3">{t('playbooks.notYet')}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
