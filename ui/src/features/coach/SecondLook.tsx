import { useTranslation } from 'react-i18next'
import { UsersRound } from 'lucide-react'
import { keyCaps } from '@/lib/key-caps'
import { IconButton } from '@/ui/Button'

/** Whoever is not sure has a colleague look before it leaves. */
export function SecondLook({ ready, onAsk }: { ready: boolean; onAsk: () => void }) {
  const { t } = useTranslation()
  return (
    <IconButton label={t('gate.secondLong')} hint={keyCaps('$mod+Alt+Enter').join(' ')} aria-disabled={!ready} onClick={onAsk} data-tip-side="top" className="aria-disabled:opacity-50">
      <UsersRound className="size-[18px]" aria-hidden="true" />
    </IconButton>
  )
}
