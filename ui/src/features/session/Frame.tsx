import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CircleAlert } from 'lucide-react'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { Logo } from '@/ui/Logo'

interface Props {
  title: string
  about: string
  submit: string
  busy: boolean
  error: unknown
  onSubmit: () => void
  children: ReactNode
}

/** The door of the desk: sign-in, set-up and invitation look alike. */
export function Frame({ title, about, submit, busy, error, onSubmit, children }: Props) {
  const { t } = useTranslation()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onSubmit()
  }
  return (
    <main className="grid min-h-dvh place-items-center overflow-y-auto bg-bg px-4 py-10">
      <div className="enter w-full max-w-sm">
        <div className="mb-6 flex flex-col items-center gap-4 text-center">
          <Logo className="size-12" />
          <div>
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            <p className="mt-1 text-sm text-pretty text-ink-2">{about}</p>
          </div>
        </div>
        <form onSubmit={send} className="flex flex-col gap-4 rounded-2xl border border-line bg-surface p-6 shadow-2">
          {children}
          {error !== null && error !== undefined && (
            <p role="alert" className="flex items-start gap-2 rounded-lg bg-overdue-soft px-3 py-2 text-sm font-medium text-overdue">
              <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
              {explain(error, t)}
            </p>
          )}
          <Button type="submit" tone="primary" className="!h-10" aria-disabled={busy}>
            {busy ? t('state.loading') : submit}
          </Button>
        </form>
        <p className="mt-6 text-center text-xs text-ink-3">{t('session.slogan')}</p>
      </div>
    </main>
  )
}
