import { Suspense, lazy, useEffect, useId, useMemo, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { CircleCheck, CloudOff, Feather, Languages, LoaderCircle } from 'lucide-react'
import { answering } from '@/api/actions-answer'
import type { Conversation } from '@/api/types'
import type { Advice } from '@/api/types-answer'
import { useCommands } from '@/lib/commands'
import { coachLanguage } from '@/lib/i18n'
import { rangesOf } from '@/lib/spans'
import { useStore } from '@/lib/store'
import { languageName } from '@/lib/time'
import { tell } from '@/lib/undo'
import { Kbd } from '@/ui/Kbd'
import type { CoachState } from '../composer/coach-state'
import type { DraftKeeper } from '../composer/keeper'
import { Remark } from './Remark'
import { Asker } from './asker'
import { usePromise } from './use-promise'
import { useSummary } from './use-summary'

const PromiseDialog = lazy(() => import('./PromiseDialog').then((all) => ({ default: all.PromiseDialog })))
const TwinDialog = lazy(() => import('./TwinDialog').then((all) => ({ default: all.TwinDialog })))

interface Props {
  conversation: Conversation
  keeper: DraftKeeper
  box: RefObject<HTMLTextAreaElement | null>
}

/** Asks anew whenever the draft, its place or its pictures change. */
function useAsker(conversation: Conversation, keeper: DraftKeeper): Asker {
  const { id } = conversation.row
  const language = coachLanguage()
  const asker = useMemo(() => new Asker((body, signal) => answering.advise(id, body, signal), keeper.coach), [id, keeper])
  // Somebody else's answer may contradict this draft: a grown thread is another question.
  const thread = conversation.posts.length + conversation.replies.length
  useEffect(() => {
    const ask = () => {
      const state = keeper.store.get()
      asker.draft({ ...keeper.body(state), words: language })
    }
    ask()
    const forget = keeper.store.subscribe(ask)
    const online = () => asker.again()
    window.addEventListener('online', online)
    window.addEventListener('heed:advise', online)
    return () => {
      forget()
      window.removeEventListener('online', online)
      window.removeEventListener('heed:advise', online)
      asker.forget()
    }
  }, [asker, keeper, language, thread])
  return asker
}

function State({ state }: { state: CoachState }) {
  const { t } = useTranslation()
  if (state.phase === 'offline' || state.phase === 'failed') {
    return (
      <span className="flex items-center gap-1.5 text-soon">
        <CloudOff className="size-3.5 shrink-0" aria-hidden="true" />
        {t(`coach.${state.phase}`)}
      </span>
    )
  }
  if (!state.knownLanguage) {
    return (
      <span className="flex items-center gap-1.5 text-ink-2">
        <Languages className="size-3.5 shrink-0" aria-hidden="true" />
        {state.language && state.language !== 'und' ? t('coach.unknownLanguage', { language: languageName(state.language) }) : t('coach.noLanguage')}
      </span>
    )
  }
  if (state.phase === 'ready' && state.advice.length === 0) {
    return (
      <span className="flex items-center gap-1.5 text-done">
        <CircleCheck className="size-3.5 shrink-0" aria-hidden="true" />
        {t('coach.nothing')}
      </span>
    )
  }
  return null
}

/** The words that a remark is about, ready to be changed; where something is missing, the end of the text. */
function showWords(box: HTMLTextAreaElement | null, advice: Advice): void {
  if (!box) return
  const [range] = rangesOf(box.value, advice.spans)
  box.focus()
  box.setSelectionRange(range?.start ?? box.value.length, range?.end ?? box.value.length)
}

const isPromise = (advice: Advice): boolean => advice.kind === 'promise' && Boolean(advice.promise)

/** In a wide pane at the side of what is written, else below it. */
const aside =
  '@min-[54rem]:absolute @min-[54rem]:inset-y-0 @min-[54rem]:end-0 @min-[54rem]:flex @min-[54rem]:w-80 @min-[54rem]:flex-col @min-[54rem]:border-s @min-[54rem]:border-t-0 @min-[54rem]:border-line'

export function CoachPanel({ conversation, keeper, box }: Props) {
  const { t } = useTranslation()
  const asker = useAsker(conversation, keeper)
  const state = useStore(keeper.coach)
  const list = useRef<HTMLOListElement>(null)
  const heading = useId()
  const [twin, setTwin] = useState<Advice | null>(null)
  const { recording, record, edit, close } = usePromise(conversation, () => asker.again())
  const summary = useSummary(state)

  const focusOn = (at: number) => {
    const last = state.advice.length - 1
    list.current?.querySelectorAll<HTMLElement>('[data-head]')[Math.max(0, Math.min(at, last))]?.focus()
  }
  const [toRecord, setToRecord] = useState(false)
  useEffect(() => {
    // What is still being read may say another day than a moment ago.
    if (!toRecord || state.phase === 'asking') return
    setToRecord(false)
    const promise = state.advice.find(isPromise)
    if (promise) record(promise)
    else tell(t('coach.noPromise'))
  }, [toRecord, state, record, t])
  useCommands('coach', [
    { id: 'coach', group: 'reply', title: 'coach.command', keys: 'F2', whileTyping: true, run: () => focusOn(state.active) },
    // Letters with Alt are other letters on some keyboards: the place of the key counts.
    { id: 'record_promise', group: 'reply', title: 'coach.recordCommand', keys: '$mod+Alt+KeyP', whileTyping: true, run: () => setToRecord(true) },
  ])
  if (state.phase === 'idle') {
    return (
      <p className={`${aside} hidden items-start gap-2 px-4 py-3 text-xs text-pretty text-ink-3 @min-[54rem]:!flex-row`}>
        <Feather className="mt-px size-3.5 shrink-0" aria-hidden="true" />
        {t('coach.idle')}
      </p>
    )
  }
  const back = () => box.current?.focus()
  return (
    <section aria-labelledby={heading} data-phase={state.phase} className={`${aside} enter mx-2 mb-1 border-t border-line pt-1.5 @min-[54rem]:m-0 @min-[54rem]:px-2 @min-[54rem]:pt-2.5`}>
      <div className="flex min-h-5 flex-wrap items-center gap-x-3 gap-y-0.5 px-2 text-xs">
        <h2 id={heading} className="font-semibold text-ink-2">
          {t('coach.label')}
        </h2>
        <State state={state} />
        {state.phase === 'asking' && <LoaderCircle className="size-3.5 animate-spin text-ink-3" aria-hidden="true" />}
        {state.advice.length > 0 && (
          <span className="ms-auto flex items-center gap-1.5 text-ink-3 max-md:hidden">
            {t('coach.jump')}
            <Kbd keys="F2" />
          </span>
        )}
      </div>
      {state.advice.length > 0 && (
        // Four lines stay in sight, so that the conversation does, too.
        <ol ref={list} className="mt-0.5 flex max-h-[min(13rem,26dvh)] flex-col overflow-y-auto overscroll-contain @min-[54rem]:max-h-none @min-[54rem]:min-h-0 @min-[54rem]:flex-1">
          {state.advice.map((advice, at) => (
            <Remark
              key={`${advice.rule} ${advice.spans[0]?.start ?? ''}`}
              advice={advice}
              open={at === state.active}
              onOpen={() => keeper.coach.set((now) => (now.active === at ? now : { ...now, active: at }))}
              onWords={() => showWords(box.current, advice)}
              onStep={(step) => focusOn(at + step)}
              onBack={back}
              onTwin={advice.twin ? () => setTwin(advice) : undefined}
              onRecord={isPromise(advice) ? () => record(advice) : undefined}
              onEditRecord={isPromise(advice) ? () => edit(advice) : undefined}
            />
          ))}
        </ol>
      )}
      <p role="status" aria-live="polite" className="sr-only">
        {summary}
      </p>
      <Suspense>
        {twin?.twin && (
          <TwinDialog
            draft={state.text}
            twin={twin.twin}
            onClose={() => {
              setTwin(null)
              back()
            }}
          />
        )}
        {recording && (
          <PromiseDialog
            conversationId={conversation.row.id}
            proposal={recording}
            onRecorded={() => asker.again()}
            onClose={() => {
              close()
              back()
            }}
          />
        )}
      </Suspense>
    </section>
  )
}
