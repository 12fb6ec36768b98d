import { useTranslation } from 'react-i18next'
import { CloudOff } from 'lucide-react'
import { liveStatus } from '@/api/live'
import { useSeconds } from '@/lib/now'
import { useStore } from '@/lib/store'
import { clock } from '@/lib/time'

const PATIENCE_MS = 4000

/** Says since when the picture is old. A short hiccup is nobody's business. */
export function Banner() {
  const { t } = useTranslation()
  const { status, since } = useStore(liveStatus)
  const now = useSeconds()
  if (status === 'live' || now - since < PATIENCE_MS) return null
  return (
    <div role="status" className="enter flex shrink-0 items-center justify-center gap-2 bg-soon-soft px-4 py-1.5 text-xs font-medium text-soon">
      <CloudOff className="size-4 shrink-0" aria-hidden="true" />
      <span>{t(navigator.onLine ? 'banner.lost' : 'banner.offline', { time: clock(new Date(since).toISOString()) })}</span>
    </div>
  )
}
