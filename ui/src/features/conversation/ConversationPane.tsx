import { Suspense, lazy, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { resolve as resolveConversation } from '@/api/actions'
import { statusOf } from '@/api/client'
import { desk } from '@/api/desk'
import { queries } from '@/api/queries'
import { useRow } from '@/api/rows'
import { useSession } from '@/api/session'
import type { Conversation, ConversationRow, Post, ResolveReason } from '@/api/types'
import { Composer, type ComposerHandle, type Then } from '@/features/composer'
import { useCommands } from '@/lib/commands'
import { withWords } from '@/lib/i18n'
import { useHasCustomerPane } from '@/lib/media-query'
import type { SidePart } from '@/lib/side'
import { Failure } from '@/ui/States'
import { Header } from './Header'
import { Timeline } from './Timeline'
import { TimelineSkeleton } from './TimelineSkeleton'
import { useReplyActions } from './use-reply-actions'

const SideHints = lazy(() => import('./SideHints').then((all) => ({ default: all.SideHints })))
const HistoryDialog = lazy(() => import('./HistoryDialog').then((all) => ({ default: all.HistoryDialog })))
const loadJudgement = () => withWords('judgement', import('@/features/judgement'))
const WhyDialog = lazy(() => loadJudgement().then((all) => ({ default: all.WhyDialog })))
const CorrectDialog = lazy(() => loadJudgement().then((all) => ({ default: all.CorrectDialog })))
const IDLE_MS = 1500

interface Props {
  id: string
  /** The conversation is dealt with: go on with the next one. */
  onDone: (id: string) => void
  /** Show this one again, since something about it was taken back. */
  onReturn: (id: string) => void
  onBack: () => void
  onCustomer: () => void
  /** Show this part of the customer's pane. */
  onSide: (part: SidePart) => void
}

export function ConversationPane({ id, onDone, onReturn, onBack, onCustomer, onSide }: Props) {
  const conversation = useQuery(queries.conversation(id))
  const row = useRow(id) ?? conversation.data?.row
  const [history, setHistory] = useState(false)
  const [reasonOpen, setReasonOpen] = useState(false)
  const { t } = useTranslation()

  const resolve = (reason: ResolveReason | null) => {
    void resolveConversation(id, { reason, onBack: () => onReturn(id) })
    onDone(id)
  }
  useCommands('conversation', [
    {
      id: 'resolve',
      group: 'conversation',
      title: 'command.resolve',
      keys: 'e',
      run: () => (row?.state === 'open' && !row.waiting_since ? resolve(null) : setReasonOpen(row?.state === 'open')),
    },
    { id: 'history', group: 'conversation', title: 'command.history', keys: 'h', run: () => setHistory(true) },
    { id: 'customer', group: 'conversation', title: 'command.customer', keys: 'p', run: onCustomer },
  ])

  return (
    <section aria-label={t('nothingOpen.label')} className="@container flex min-h-0 min-w-0 flex-1 flex-col bg-bg [@media(max-height:26rem)]:overflow-y-auto">
      {row && (
        <Header
          row={row}
          onResolve={resolve}
          reasonOpen={reasonOpen}
          onReasonOpen={setReasonOpen}
          onBack={onBack}
          onHistory={() => setHistory(true)}
          onCustomer={onCustomer}
          onWhy={() => window.dispatchEvent(new CustomEvent('heed:why'))}
        />
      )}
      {conversation.data && row ? (
        <Loaded key={id} conversation={conversation.data} row={row} onDone={onDone} onReturn={onReturn} onSide={onSide} onHistory={() => setHistory(true)} />
      ) : conversation.isError ? (
        <Failure
          className="flex-1 justify-center"
          error={statusOf(conversation.error) === 404 ? new Error(t('conversation.gone')) : conversation.error}
          retry={() => void conversation.refetch()}
        />
      ) : (
        <TimelineSkeleton />
      )}
      <Suspense>{history && <HistoryDialog id={id} onClose={() => setHistory(false)} />}</Suspense>
    </section>
  )
}

interface LoadedProps extends Pick<Props, 'onDone' | 'onReturn' | 'onSide'> {
  conversation: Conversation
  row: ConversationRow
  onHistory: () => void
}

/** The customer's post that has the focus, else the newest one. */
function chosenPost(conversation: Conversation): Post | undefined {
  const focused = document.activeElement?.closest<HTMLElement>('[data-post]')?.dataset['post']
  const theirs = conversation.posts.filter((post) => post.by === 'customer' && !post.context && !post.deleted_at)
  return theirs.find((post) => post.id === focused) ?? theirs.at(-1)
}

function Loaded({ conversation, row, onDone, onReturn, onSide, onHistory }: LoadedProps) {
  const client = useQueryClient()
  const hasPane = useHasCustomerPane()
  const composer = useRef<ComposerHandle>(null)
  const { id } = row
  const events = useQuery(queries.events(id))
  const { retry, takeBack } = useReplyActions(id)

  const { user } = useSession()
  const answers = user.role !== 'viewer'
  const mayCorrect = answers
  const [asked, setAsked] = useState<{ about: 'why' | 'correct'; post: string | undefined } | null>(null)
  const onWhy = useCallback((post: string) => setAsked({ about: 'why', post }), [])
  const onCorrect = useCallback((post: string) => setAsked({ about: 'correct', post }), [])
  const here = () => chosenPost(conversation)?.id
  const about = conversation.posts.find((post) => post.id === asked?.post)
  const close = () => setAsked(null)
  useEffect(() => {
    const timer = setTimeout(() => void loadJudgement(), IDLE_MS)
    return () => clearTimeout(timer)
  }, [])

  useEffect(() => {
    const why = () => setAsked({ about: 'why', post: chosenPost(conversation)?.id })
    window.addEventListener('heed:why', why)
    return () => window.removeEventListener('heed:why', why)
  }, [conversation])

  useCommands('answer', [
    ...(mayCorrect ? [{ id: 'correct', group: 'conversation', title: 'command.correct', keys: 'c', run: () => setAsked({ about: 'correct', post: here() }) } as const] : []),
    { id: 'why', group: 'conversation', title: 'command.why', keys: 'w', run: () => setAsked({ about: 'why', post: here() }) },
    { id: 'reply', group: 'conversation', title: 'command.reply', keys: 'r', run: () => composer.current?.focus('reply') },
    { id: 'note', group: 'conversation', title: 'command.note', keys: 'n', run: () => composer.current?.focus('note') },
  ])

  useEffect(() => {
    const focus = () => composer.current?.focus('reply')
    window.addEventListener('heed:focus-composer', focus)
    return () => window.removeEventListener('heed:focus-composer', focus)
  }, [])

  const older = async () => {
    if (!conversation.posts_before) return
    const page = await desk.posts(id, conversation.posts_before)
    client.setQueryData(queries.conversation(id).queryKey, (now) =>
      now ? { ...now, posts: [...page.items, ...now.posts], posts_before: page.before ?? null } : now,
    )
  }
  const sent = (then: Then) => {
    if (then === 'resolve') onDone(id)
  }
  return (
    <>
      <Timeline
        conversation={conversation}
        events={events.data?.items ?? []}
        onAnswer={(postId) => composer.current?.answer(postId)}
        onWhy={onWhy}
        onCorrect={mayCorrect ? onCorrect : undefined}
        onRetry={retry}
        onTakeBack={takeBack}
        onOlder={() => void older()}
        onHistory={onHistory}
      />
      <div className="mx-auto w-full max-w-3xl shrink-0 px-2 pb-2 md:px-4 md:pb-4 @min-[54rem]:max-w-[68rem]">
        <Suspense>{!hasPane && <SideHints conversation={conversation} reads={answers} onOpen={onSide} />}</Suspense>
        <Composer ref={composer} conversation={conversation} onSent={sent} onBack={() => onReturn(id)} />
      </div>
      <Suspense>
        {asked?.about === 'why' && <WhyDialog conversation={conversation} post={about} onCorrect={mayCorrect ? onCorrect : undefined} onClose={close} />}
        {asked?.about === 'correct' && about && <CorrectDialog key={about.id} conversationId={id} post={about} onClose={close} />}
      </Suspense>
    </>
  )
}
