import { useTranslation } from 'react-i18next'
import { ArrowUp } from 'lucide-react'

export function NewPill({ count, onShow }: { count: number; onShow: () => void }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      data-dense=""
      onClick={onShow}
      className="enter tnum -ms-1.5 inline-flex h-6 shrink-0 items-center gap-1 rounded-full bg-accent ps-2 pe-2.5 text-xs font-semibold text-on-accent hover:bg-accent-strong"
    >
      <ArrowUp className="size-3.5" aria-hidden="true" />
      {t('inbox.fresh', { count })}
    </button>
  )
}
