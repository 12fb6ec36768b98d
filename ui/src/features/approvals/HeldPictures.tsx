import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EyeOff } from 'lucide-react'
import type { Advice, HeldReply } from '@/api/types-answer'
import { Dialog } from '@/ui/Dialog'
import { classes } from '@/ui/classes'

type Held = HeldReply['media'][number]

/** Nobody sees an explicit picture without having wanted to: also one that was not screened and of which the coach thinks so. */
export const isCovered = ({ screening }: Pick<Held, 'screening'>, advice: readonly Pick<Advice, 'rule'>[]): boolean =>
  screening === 'explicit' || (screening !== 'clear' && advice.some((one) => /^attachment\.(perhaps_)?explicit/.test(one.rule)))

/** The pictures of a reply that waits; what may be explicit is blurred until it is opened. */
export function HeldPictures({ media, advice }: { media: readonly Held[]; advice: readonly Advice[] }) {
  const { t } = useTranslation()
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const [shown, setShown] = useState<Held | null>(null)
  if (media.length === 0) return null
  return (
    <>
      <ul className="mt-2 flex flex-wrap gap-2">
        {media.map((one) => {
          const covered = isCovered(one, advice) && !seen.has(one.id)
          const alt = one.alt || t('approvals.picture')
          return (
            <li key={one.id}>
              <button
                type="button"
                data-covered={covered}
                aria-label={covered ? t('approvals.covered', { alt }) : t('approvals.openPicture', { alt })}
                onClick={() => {
                  setSeen(new Set([...seen, one.id]))
                  setShown(one)
                }}
                className="relative grid min-h-12 min-w-12 place-items-center overflow-hidden rounded-lg border border-line bg-surface-2"
              >
                <img src={one.path} alt="" className={classes('max-h-40', covered && 'blur-xl')} />
                {covered && <EyeOff className="absolute size-9 rounded-full bg-surface p-1.5 text-overdue shadow-1" aria-hidden="true" />}
              </button>
            </li>
          )
        })}
      </ul>
      {shown && (
        <Dialog open wide title={t('approvals.picture')} onClose={() => setShown(null)}>
          <div className="max-h-[70dvh] overflow-auto rounded-lg border border-line" tabIndex={0} role="region" aria-label={t('approvals.picture')}>
            <img src={shown.path} alt={shown.alt || t('approvals.picture')} className="mx-auto block max-w-full" />
          </div>
          {shown.alt && (
            <p dir="auto" className="mt-3 text-sm text-ink-2">
              {shown.alt}
            </p>
          )}
        </Dialog>
      )}
    </>
  )
}
