import { useTranslation } from 'react-i18next'
import { Link } from '@tanstack/react-router'
import { Empty } from '@/ui/States'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <main className="grid min-h-dvh flex-1 place-items-center bg-bg">
      <Empty
        alone
        picture={
          <svg viewBox="0 0 96 72" className="w-28" aria-hidden="true">
            <path d="M20 46a22 22 0 1 1 42-10c0 13-14 15-14 26" fill="none" stroke="var(--line-strong)" strokeWidth="6" strokeLinecap="round" strokeDasharray="9 10" />
            <circle cx="40" cy="36" r="6" fill="var(--accent)" />
          </svg>
        }
        title={t('notFound.title')}
        action={
          <Link to="/inbox" className="inline-flex h-8 items-center rounded-lg bg-accent px-3 text-sm font-medium text-on-accent hover:bg-accent-strong">
            {t('notFound.action')}
          </Link>
        }
      >
        {t('notFound.text')}
      </Empty>
    </main>
  )
}
