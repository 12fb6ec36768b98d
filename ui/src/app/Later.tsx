import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answerQueries } from '@/api/actions-answer'
import { onLive } from '@/api/live'
import { startLive } from '@/api/live-line'
import { useMe, useSession } from '@/api/session'
import { followLive } from '@/api/sync'
import type { View } from '@/api/types'
import { coverWith } from '@/lib/decent'
import { covered } from '@/lib/rough'
import { StoppedBanner, askToStop, maySwitch } from '@/features/outgoing'
import { useCommands } from '@/lib/commands'
import { changeSettings, settings } from '@/lib/settings'
import { secondWord } from '@/lib/second-word'
import { throttleEach } from '@/lib/throttle'
import { tellNews } from '@/lib/undo'
import { Announcer } from './announce'
import { Banner } from './Banner'
import { useReminders } from './reminders'
import { UndoBar } from './UndoBar'

coverWith(covered)

const nextTheme = () => {
  const dark = document.documentElement.dataset['theme'] === 'dark'
  changeSettings({ theme: dark ? 'light' : 'dark' })
}

const nextDensity = () => changeSettings({ density: settings.get().density === 'compact' ? 'roomy' : 'compact' })

/** What is asked again when something of its kind has happened. */
const followed: Record<string, string[]> = {
  outgoing: ['outgoing', 'guard'],
  promise: ['promises'],
  playbook: ['playbooks'],
  guard: ['guard'],
  reply: ['coaching'],
}

/** From what the session knew; what happened until the line stood is told then. */
function useLine(): void {
  const client = useQueryClient()
  const { last_event } = useSession()
  useEffect(() => {
    const forget = followLive(client)
    startLive(last_event)
    return forget
  }, [client, last_event])
}

function useNews(): void {
  const client = useQueryClient()
  useEffect(() => {
    const refresh = throttleEach((key) => void client.invalidateQueries({ queryKey: [key] }), 1000)
    return onLive((batch) => {
      for (const message of batch) {
        if (message.type !== 'event') continue
        followed[message.event.kind.split('_')[0] ?? '']?.forEach(refresh)
      }
    })
  }, [client])
}

/** What a second person says of a reply reaches its writer wherever they are. */
function useSecondWord(): void {
  const { t } = useTranslation()
  const me = useMe()
  useEffect(
    () =>
      onLive((batch) => {
        for (const message of batch) {
          if (message.type !== 'event') continue
          const { conversation_id } = message.event
          const words = secondWord(message.event, me.id, t)
          if (words && conversation_id) tellNews(words, conversation_id)
        }
      }),
    [me.id, t],
  )
}

/** What the desk needs all the time, but not before its first screen stands. */
export function Later() {
  const navigate = useNavigate()
  const stopped = useQuery(answerQueries.outgoing).data
  useLine()
  useNews()
  useReminders()
  useSecondWord()
  const { user } = useSession()
  const inbox = (view: View) => () => void navigate({ to: '/inbox/$view/{-$conversationId}', params: { view, conversationId: undefined } })
  useCommands('places', [
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
    { id: 'go_approvals', group: 'go', title: 'command.goApprovals', keys: 'g h', run: () => void navigate({ to: '/answers' }) },
    { id: 'go_promises', group: 'go', title: 'command.goPromises', keys: 'g d', run: () => void navigate({ to: '/answers/promises' }) },
    { id: 'go_playbooks', group: 'go', title: 'command.goPlaybooks', keys: 'g b', run: () => void navigate({ to: '/answers/playbooks' }) },
    { id: 'go_coaching', group: 'go', title: 'command.goCoaching', keys: 'g e', run: () => void navigate({ to: '/answers/coaching' }) },
    { id: 'go_guard', group: 'go', title: 'command.goGuard', run: () => void navigate({ to: '/answers/guard' }), paletteOnly: true },
    ...(maySwitch(user.role, stopped?.stopped === true)
      ? [{ id: 'stop', group: 'desk' as const, title: stopped?.stopped ? ('command.resumeOutgoing' as const) : ('command.stopOutgoing' as const), run: askToStop, paletteOnly: true }]
      : []),
    { id: 'theme', group: 'desk', title: 'command.theme', run: nextTheme, paletteOnly: true },
    { id: 'density', group: 'desk', title: 'command.density', run: nextDensity, paletteOnly: true },
  ])
  return (
    <>
      <Banner />
      <StoppedBanner />
      <UndoBar />
      <Announcer />
    </>
  )
}
