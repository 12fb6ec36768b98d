import { Suspense, lazy, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet } from '@tanstack/react-router'
import { holdKeys, useCommands } from '@/lib/commands'
import { withWords } from '@/lib/i18n'
import { listenToKeys } from '@/lib/keys'
import { undoLatest } from '@/lib/undo'
import { Rail } from './Rail'

const loadPalette = () => withWords('palette', import('@/features/palette'))
const Palette = lazy(() => loadPalette().then((all) => ({ default: all.Palette })))
const KeySheet = lazy(() => loadPalette().then((all) => ({ default: all.KeySheet })))

/** Nobody needs the palette in the first seconds; after that it should be there at once. */
const IDLE_MS = 4000

const Later = lazy(() => withWords('later', import('./Later')).then((all) => ({ default: all.Later })))

export function Shell() {
  const { t } = useTranslation()
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null)
  useEffect(listenToKeys, [])
  useEffect(() => holdKeys(overlay !== null), [overlay])
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), IDLE_MS)
    return () => clearTimeout(timer)
  }, [])

  useCommands('desk', [
    { id: 'palette', group: 'desk', title: 'command.palette', keys: '$mod+K', whileTyping: true, run: () => setOverlay('palette') },
    { id: 'keys', group: 'desk', title: 'command.keys', keys: 'Shift+?', run: () => setOverlay('keys') },
    { id: 'undo', group: 'desk', title: 'command.undo', keys: 'z', run: () => void undoLatest() },
  ])

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <a href="#main" className="sr-only z-[80] rounded-lg bg-accent px-4 py-2 font-semibold text-on-accent focus:not-sr-only focus:fixed focus:start-2 focus:top-2">
        {t('shell.skip')}
      </a>
      <Suspense>
        <Later />
      </Suspense>
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <Rail />
        <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      <Suspense>
        {overlay === 'palette' && <Palette onClose={() => setOverlay(null)} onKeys={() => setOverlay('keys')} />}
        {overlay === 'keys' && <KeySheet onClose={() => setOverlay(null)} />}
      </Suspense>
    </div>
  )
}
