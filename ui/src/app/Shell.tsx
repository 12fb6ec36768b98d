import { Suspense, lazy, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { startLive } from '@/api/live'
import { useSession } from '@/api/session'
import { followLive } from '@/api/sync'
import type { View } from '@/api/types'
import { useCommands } from '@/lib/commands'
import { withWords } from '@/lib/i18n'
import { holdKeys, listenToKeys } from '@/lib/keys'
import { changeSettings, settings } from '@/lib/settings'
import { undoLatest } from '@/lib/undo'
import { Announcer } from './announce'
import { Banner } from './Banner'
import { Rail } from './Rail'
import { UndoBar } from './UndoBar'

const loadPalette = () => withWords('palette', import('@/features/palette'))
const Palette = lazy(() => loadPalette().then((all) => ({ default: all.Palette })))
const KeySheet = lazy(() => loadPalette().then((all) => ({ default: all.KeySheet })))

/** Nobody needs the palette in the first seconds; after that it should be there at once. */
const IDLE_MS = 4000

const nextTheme = () => {
  const dark = document.documentElement.dataset['theme'] === 'dark'
  changeSettings({ theme: dark ? 'light' : 'dark' })
}

const nextDensity = () => changeSettings({ density: settings.get().density === 'compact' ? 'roomy' : 'compact' })

export function Shell() {
  const { t } = useTranslation()
  const session = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null)
  const { last_event } = session

  useEffect(() => {
    const forget = followLive(client)
    startLive(last_event)
    return forget
  }, [client, last_event])
  useEffect(listenToKeys, [])
  useEffect(() => holdKeys(overlay !== null), [overlay])
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), IDLE_MS)
    return () => clearTimeout(timer)
  }, [])

  const inbox = (view: View) => () => void navigate({ to: '/inbox/$view/{-$conversationId}', params: { view, conversationId: undefined } })
  useCommands('desk', [
    { id: 'palette', group: 'desk', title: 'command.palette', keys: '$mod+K', whileTyping: true, run: () => setOverlay('palette') },
    { id: 'keys', group: 'desk', title: 'command.keys', keys: 'Shift+?', run: () => setOverlay('keys') },
    { id: 'undo', group: 'desk', title: 'command.undo', keys: 'z', run: () => void undoLatest() },
    { id: 'go_needs', group: 'go', title: 'command.goNeedsReply', keys: 'g i', run: inbox('needs_reply') },
    { id: 'go_mine', group: 'go', title: 'command.goMine', keys: 'g m', run: inbox('mine') },
    { id: 'go_unassigned', group: 'go', title: 'command.goUnassigned', keys: 'g u', run: inbox('unassigned') },
    { id: 'go_answered', group: 'go', title: 'command.goAnswered', keys: 'g w', run: inbox('answered') },
    { id: 'go_resolved', group: 'go', title: 'command.goResolved', keys: 'g r', run: inbox('resolved') },
    { id: 'go_all', group: 'go', title: 'command.goAll', keys: 'g a', run: inbox('all') },
    { id: 'go_outbox', group: 'go', title: 'command.goOutbox', keys: 'g o', run: () => void navigate({ to: '/outbox' }) },
    { id: 'go_channels', group: 'go', title: 'command.goChannels', keys: 'g c', run: () => void navigate({ to: '/channels' }) },
    { id: 'go_people', group: 'go', title: 'command.goPeople', keys: 'g p', run: () => void navigate({ to: '/people' }) },
    { id: 'go_listening', group: 'go', title: 'command.goListening', keys: 'g l', run: () => void navigate({ to: '/listening' }) },
    { id: 'go_terms', group: 'go', title: 'command.goTerms', keys: 'g t', run: () => void navigate({ to: '/listening/terms' }) },
    { id: 'go_quality', group: 'go', title: 'command.goQuality', keys: 'g q', run: () => void navigate({ to: '/quality' }) },
    { id: 'go_priority', group: 'go', title: 'command.goPriority', keys: 'g y', run: () => void navigate({ to: '/quality/priority' }) },
    { id: 'go_topics', group: 'go', title: 'command.goTopics', run: () => void navigate({ to: '/quality/topics' }), paletteOnly: true },
    { id: 'theme', group: 'desk', title: 'command.theme', run: nextTheme, paletteOnly: true },
    { id: 'density', group: 'desk', title: 'command.density', run: nextDensity, paletteOnly: true },
  ])

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <a href="#main" className="sr-only z-[80] rounded-lg bg-accent px-4 py-2 font-semibold text-on-accent focus:not-sr-only focus:fixed focus:start-2 focus:top-2">
        {t('shell.skip')}
      </a>
      <Banner />
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <Rail />
        <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      <UndoBar />
      <Announcer />
      <Suspense>
        {overlay === 'palette' && <Palette onClose={() => setOverlay(null)} onKeys={() => setOverlay('keys')} />}
        {overlay === 'keys' && <KeySheet onClose={() => setOverlay(null)} />}
      </Suspense>
    </div>
  )
}
