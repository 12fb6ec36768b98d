import { useTranslation } from 'react-i18next'
import { ArrowUp } from 'lucide-react'

export function NewPill({ count, onShow }: { count: number; onShow: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
      <button
        type="button"
        onClick={onShow}
        className="enter tnum pointer-events-auto inline-flex h-8 items-center gap-1.5 rounded-full bg-accent px-3.5 text-xs font-semibold text-on-accent shadow-2 hover:bg-accent-strong"
      >
        <ArrowUp className="size-3.5" aria-hidden="true" />
        {t('inbox.fresh', { count })}
      </button>
    </div>
  )
}
