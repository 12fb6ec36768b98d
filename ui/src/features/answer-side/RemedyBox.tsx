import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, CircleCheck, CircleDashed, HandHelping, PencilLine } from 'lucide-react'
import { answering } from '@/api/actions-answer'
import { queries } from '@/api/queries'
import type { Remedy, RemedyChange } from '@/api/types-answer'
import { dateTime } from '@/lib/dates'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { classes } from '@/ui/classes'
import { RemedyForm } from './RemedyForm'

interface Props {
  conversationId: string
  remedy: Remedy | null
  may: boolean
}

function Step({ done, children }: { done: boolean; children: string }) {
  const Icon = done ? CircleCheck : CircleDashed
  return (
    <li className={classes('flex items-center gap-1.5', done ? 'text-done' : 'text-ink-3')} aria-current={done ? 'step' : undefined}>
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {children}
    </li>
  )
}

/** Who decided, who did it, and when. */
function Who({ remedy }: { remedy: Remedy }) {
  const { t } = useTranslation()
  const { decided_by, decided_at, followed_by, followed_at } = remedy
  return (
    <ul className="tnum text-xs text-pretty text-ink-3">
      {decided_by && decided_at && <li>{t('remedy.decidedBy', { name: decided_by.name, when: dateTime(decided_at) })}</li>}
      {followed_by && followed_at && <li>{t('remedy.followedBy', { name: followed_by.name, when: dateTime(followed_at) })}</li>}
    </ul>
  )
}

/** Asked, wished, decided, followed: one step after the other, and each with the next thing to do. */
export function RemedyBox({ conversationId, remedy, may }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [changing, setChanging] = useState(false)
  const changer = useRef<HTMLButtonElement>(null)
  const save = useMutation({
    mutationFn: (change: RemedyChange) => answering.saveRemedy(conversationId, change),
    onSuccess: (now) => {
      client.setQueryData(queries.conversation(conversationId).queryKey, (all) => (all ? { ...all, remedy: now } : all))
      void client.invalidateQueries({ queryKey: ['conversation', conversationId] })
      window.dispatchEvent(new Event('heed:advise'))
    },
    onError: (error) => tell(explain(error, t), 'error'),
  })
  const asked = Boolean(remedy?.asked_at)
  const decided = Boolean(remedy?.decision)
  const followed = Boolean(remedy?.followed_at)
  const stopChanging = () => {
    flushSync(() => setChanging(false))
    changer.current?.focus()
  }
  return (
    <div className="flex flex-col gap-2 px-2">
      <ol className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs font-medium">
        <Step done={asked}>{t('remedy.asked')}</Step>
        <Step done={decided}>{remedy?.decision ? t(`remedy.${remedy.decision}`) : t('remedy.decided')}</Step>
        <Step done={followed}>{t('remedy.followed')}</Step>
      </ol>
      {!asked && (
        <>
          <p className="text-xs text-pretty text-ink-3">{t('remedy.help')}</p>
          {may && (
            <Button size="sm" className="self-start" onClick={() => save.mutate({ asked: true })} aria-disabled={save.isPending} icon={<HandHelping className="size-3.5" aria-hidden="true" />}>
              {t('remedy.markAsked')}
            </Button>
          )}
        </>
      )}
      {asked && !decided && may && <RemedyForm remedy={remedy} busy={save.isPending} onSave={save.mutate} />}
      {decided && changing && <RemedyForm remedy={remedy} busy={save.isPending} onSave={save.mutate} onCancel={stopChanging} />}
      {decided && !changing && (
        <>
          {remedy?.wish && (
            <p dir="auto" className="text-sm text-pretty break-words">
              {remedy.wish}
            </p>
          )}
          {remedy?.reason && (
            <p dir="auto" className="text-xs text-pretty break-words text-ink-2">
              {remedy.reason}
            </p>
          )}
          {remedy && <Who remedy={remedy} />}
          {may && (
            <div className="flex flex-wrap gap-1.5">
              {!followed && (
                <Button size="sm" onClick={() => save.mutate({ followed: true })} aria-disabled={save.isPending} icon={<Check className="size-3.5" aria-hidden="true" />}>
                  {t('remedy.markFollowed')}
                </Button>
              )}
              <Button ref={changer} size="sm" tone="quiet" onClick={() => setChanging(true)} icon={<PencilLine className="size-3.5" aria-hidden="true" />}>
                {t('remedy.change')}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  )
}
