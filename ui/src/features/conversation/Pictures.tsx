import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ImageOff } from 'lucide-react'
import type { Picture } from '@/api/types'
import { Dialog } from '@/ui/Dialog'

function Thumb({ picture, onOpen }: { picture: Picture; onOpen: () => void }) {
  const { t } = useTranslation()
  const [broken, setBroken] = useState(false)
  const alt = picture.alt || t('picture.noAlt')
  if (broken) {
    return (
      <span className="flex h-24 items-center justify-center gap-2 rounded-xl bg-surface-2 px-4 text-xs text-ink-3">
        <ImageOff className="size-4" aria-hidden="true" />
        {picture.alt || t('picture.missing')}
      </span>
    )
  }
  return (
    <button type="button" onClick={onOpen} aria-label={t('picture.open', { alt })} className="block overflow-hidden rounded-xl bg-surface-2">
      <img
        src={picture.path}
        alt={alt}
        width={picture.width || undefined}
        height={picture.height || undefined}
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
        className="max-h-64 w-full object-cover"
      />
    </button>
  )
}

export function Pictures({ pictures }: { pictures: readonly Picture[] }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<Picture | null>(null)
  if (pictures.length === 0) return null
  return (
    <>
      <div className={pictures.length > 1 ? 'mt-2 grid max-w-sm grid-cols-2 gap-1.5' : 'mt-2 max-w-xs'}>
        {pictures.map((picture) => (
          <Thumb key={picture.path} picture={picture} onOpen={() => setShown(picture)} />
        ))}
      </div>
      <Dialog wide open={shown !== null} onClose={() => setShown(null)} title={t('picture.title')}>
        {shown && (
          <figure>
            <img src={shown.path} alt={shown.alt || t('picture.noAlt')} className="max-h-[60dvh] w-full rounded-xl object-contain" />
            <figcaption className="mt-3 text-sm text-ink-2" dir="auto">
              {shown.alt || t('picture.noAlt')}
            </figcaption>
          </figure>
        )}
      </Dialog>
    </>
  )
}
