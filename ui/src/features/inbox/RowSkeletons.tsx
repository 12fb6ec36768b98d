import { useTranslation } from 'react-i18next'

const widths = [58, 44, 66, 38, 52, 61, 47, 56, 42]

export function RowSkeletons({ height }: { height: number }) {
  const { t } = useTranslation()
  return (
    <div role="status" className="min-h-0 flex-1 overflow-hidden">
      <span className="sr-only">{t('state.loading')}</span>
      {widths.map((width) => (
        <div key={width} className="flex items-start gap-3 border-b border-line px-4 pt-3" style={{ height }} aria-hidden="true">
          <div className="skeleton size-10 shrink-0 !rounded-full" />
          <div className="flex flex-1 flex-col gap-2.5 pt-1">
            <div className="skeleton h-3" style={{ width: `${width}%` }} />
            <div className="skeleton h-3" style={{ width: `${width + 28}%` }} />
            {height > 60 && <div className="skeleton h-3 w-24" />}
          </div>
        </div>
      ))}
    </div>
  )
}
