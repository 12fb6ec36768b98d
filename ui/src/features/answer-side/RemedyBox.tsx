import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, CircleCheck, CircleDashed, HandHelping } from 'lucide-react'
import { answering } from '@/api/actions-answer'
import { queries } from '@/api/queries'
import type { Remedy, RemedyChange, RemedyDecision } from '@/api/types-answer'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { Button } from '@/ui/Button'
import { fieldLook } from '@/ui/Field'
import { classes } from '@/ui/classes'

const decisions = ['granted', 'partly', 'refused'] as const satisfies RemedyDecision[]

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

/** Asked, wished, decided, followed: one step after the other, and each with the next thing to do. */
export function RemedyBox({ conversationId, remedy, may }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [wish, setWish] = useState(remedy?.wish ?? '')
  const [decision, setDecision] = useState<RemedyDecision | null>(remedy?.decision ?? null)
  const [reason, setReason] = useState(remedy?.reason ?? '')
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
  const reasonMissing = decision !== null && decision !== 'granted' && reason.trim() === ''
  const decide = () => decision && !reasonMissing && save.mutate({ asked: true, wish: wish.trim(), decision, reason: reason.trim() })
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
      {asked && !decided && may && (
        <>
          <label className="flex flex-col gap-1 text-xs font-medium">
            {t('remedy.wish')}
            <textarea rows={2} dir="auto" maxLength={1000} value={wish} onChange={(event) => setWish(event.target.value)} className={`${fieldLook} !h-auto !px-2 py-1.5 !text-sm font-normal`} />
          </label>
          <fieldset>
            <legend className="mb-1 text-xs font-medium">{t('remedy.decision')}</legend>
            <div className="flex flex-wrap gap-1">
              {decisions.map((one) => (
                <label
                  key={one}
                  className={classes(
                    'flex min-h-7 flex-1 cursor-pointer items-center justify-center rounded-lg border px-2 text-xs font-medium whitespace-nowrap has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent pointer-coarse:min-h-11',
                    one === decision ? 'border-accent bg-accent-soft text-accent' : 'border-line text-ink-2 hover:bg-surface-2',
                  )}
                >
                  <input type="radio" name="decision" checked={one === decision} onChange={() => setDecision(one)} className="sr-only" />
                  {t(`remedy.${one}`)}
                </label>
              ))}
            </div>
          </fieldset>
          {decision !== null && decision !== 'granted' && (
            <label className="flex flex-col gap-1 text-xs font-medium">
              {t('remedy.reason')}
              <textarea rows={2} dir="auto" maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} className={`${fieldLook} !h-auto !px-2 py-1.5 !text-sm font-normal`} />
            </label>
          )}
          <div className="flex flex-wrap gap-1.5">
            <Button size="sm" onClick={decide} aria-disabled={!decision || reasonMissing || save.isPending}>
              {t('remedy.decide')}
            </Button>
            {wish.trim() !== (remedy?.wish ?? '') && (
              <Button size="sm" tone="quiet" onClick={() => save.mutate({ wish: wish.trim() })}>
                {t('remedy.keepWish')}
              </Button>
            )}
          </div>
        </>
      )}
      {decided && (
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
          {!followed && may && (
            <Button size="sm" className="self-start" onClick={() => save.mutate({ followed: true })} aria-disabled={save.isPending} icon={<Check className="size-3.5" aria-hidden="true" />}>
              {t('remedy.markFollowed')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
