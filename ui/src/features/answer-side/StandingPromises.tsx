import { Suspense, lazy, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HandHeart } from 'lucide-react'
import type { Pledge } from '@/api/types-answer'
import { withWords } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { PledgeDue } from '@/ui/PledgeDue'

const PromiseDialog = lazy(() => withWords('coach', import('@/features/coach/PromiseDialog')).then((all) => ({ default: all.PromiseDialog })))
const CloseDialog = lazy(() => import('@/features/promises/CloseDialog').then((all) => ({ default: all.CloseDialog })))

const nothingYet = { what: '', due: null }
/** The coach asks for what it has just been told no more. */
const readAgain = () => window.dispatchEvent(new Event('heed:advise'))

interface Props {
  conversationId: string
  promises: readonly Pledge[]
  may: boolean
}

/** What this customer still waits for, and the way to add what was said by telephone or in a private room. */
export function StandingPromises({ conversationId, promises, may }: Props) {
  const { t } = useTranslation()
  const [recording, setRecording] = useState(false)
  const [closing, setClosing] = useState<Pledge | null>(null)
  const standing = promises.filter((one) => one.state === 'open' || (one.state === 'broken' && !one.made_good_at))
  return (
    <div className="flex flex-col gap-3 px-2">
      {standing.length > 0 && (
        <ul className="flex flex-col gap-3">
          {standing.map((one) => (
            <li key={one.id} data-promise={one.state} className="text-sm">
              <p dir="auto" className="text-pretty break-words">
                {one.what}
              </p>
              <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-ink-3">
                <PledgeDue pledge={one} />
                <bdi>{one.owner.name}</bdi>
              </p>
              {may && (
                <Button size="sm" className="mt-1.5" onClick={() => setClosing(one)} aria-label={t('promises.closeOne', { what: one.what })}>
                  {t('promises.close')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {standing.length === 0 && <p className="text-xs text-pretty text-ink-3">{t('promises.noneStands')}</p>}
      {may && (
        <Button size="sm" className="self-start" onClick={() => setRecording(true)} icon={<HandHeart className="size-3.5" aria-hidden="true" />}>
          {t('promises.record')}
        </Button>
      )}
      <Suspense>
        {recording && <PromiseDialog conversationId={conversationId} proposal={nothingYet} onRecorded={readAgain} onClose={() => setRecording(false)} />}
        {closing && <CloseDialog pledge={closing} onClose={() => setClosing(null)} />}
      </Suspense>
    </div>
  )
}
