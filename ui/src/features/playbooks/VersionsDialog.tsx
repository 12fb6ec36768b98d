import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { answerQueries } from '@/api/actions-answer'
import { useSession } from '@/api/session'
import type { Playbook } from '@/api/types-answer'
import { dateTime } from '@/lib/dates'
import { Dialog } from '@/ui/Dialog'
import { PlaybookWords } from '@/ui/PlaybookWords'
import { Bars, Failure } from '@/ui/States'
import { Readers } from './Readers'

export function VersionsDialog({ playbook, onClose }: { playbook: Playbook; onClose: () => void }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const versions = useQuery(answerQueries.versions(playbook.id))
  const readings = useQuery({ ...answerQueries.readings(playbook.id), enabled: user.role === 'owner' || user.role === 'lead' })
  return (
    <Dialog open wide onClose={onClose} title={t('playbooks.versionsOf', { title: playbook.title })}>
      {versions.isPending && <Bars widths={['80%', '70%']} />}
      {versions.isError && <Failure error={versions.error} retry={() => void versions.refetch()} />}
      {readings.isError && <Failure error={readings.error} retry={() => void readings.refetch()} />}
      <ol className="flex flex-col gap-4">
        {versions.data?.items.map((one) => (
          <li key={one.version} className="rounded-xl border border-line p-3">
            <h3 className="tnum mb-2 text-xs text-ink-3">
              <span className="font-semibold text-ink">{t('playbooks.version', { version: one.version })}</span> · {one.by.name} · {dateTime(one.at)}
            </h3>
            <PlaybookWords words={one} />
            {readings.data && <Readers readings={readings.data} version={one.version} inForce={one.version === playbook.version} />}
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
