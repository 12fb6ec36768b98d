import { useTranslation } from 'react-i18next'

export function TimelineSkeleton() {
  const { t } = useTranslation()
  return (
    <div role="status" className="flex min-h-0 flex-1 flex-col">
      <span className="sr-only">{t('state.loading')}</span>
      <div className="mx-auto flex w-full max-w-3xl flex-1 flex-col justify-end gap-5 px-6 py-5" aria-hidden="true">
        <div className="skeleton h-16 w-3/5 !rounded-2xl" />
        <div className="skeleton h-12 w-1/2 self-end !rounded-2xl" />
        <div className="skeleton h-20 w-2/3 !rounded-2xl" />
      </div>
      <div className="mx-auto w-full max-w-3xl px-2 pb-2 md:px-4 md:pb-4" aria-hidden="true">
        <div className="h-40 rounded-2xl border border-line bg-surface" />
      </div>
    </div>
  )
}
