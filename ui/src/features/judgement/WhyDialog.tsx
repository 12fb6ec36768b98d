import type { ReactNode } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleQuestionMark } from 'lucide-react'
import { queries } from '@/api/queries'
import type { Conversation, Judgement, Post, Priority } from '@/api/types'
import { factorWords } from '@/lib/factors'
import { severityOf, signedTime, tonesOf } from '@/lib/judgement'
import { currentLocale } from '@/lib/i18n'
import { languageName, spell } from '@/lib/time'
import { useTopicNames } from '@/lib/topics'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { SeverityBars } from '@/ui/Matter'
import { PostText } from '@/ui/PostText'
import { classes } from '@/ui/classes'

function Factors({ priority }: { priority: Priority }) {
  const { t } = useTranslation()
  const most = useQuery(queries.weights).data?.head_start_max
  const sum = priority.factors.reduce((all, factor) => all + factor.minutes, 0)
  const longest = Math.max(1, ...priority.factors.map((factor) => Math.abs(factor.minutes)))
  if (priority.factors.length === 0) return <p className="text-sm text-ink-2">{t('why.none')}</p>
  return (
    <>
      <ul className="flex flex-col">
        {priority.factors.map((factor) => (
          <li key={factor.factor} data-factor={factor.factor} className="grid grid-cols-[5.5rem_1fr] items-center gap-3 border-b border-line py-1.5 text-sm last:border-0">
            <span className="tnum text-end font-semibold">{signedTime(factor.minutes, t)}</span>
            <span>
              {factorWords(factor, t)}
              <span
                className={classes('mt-1 block h-1 rounded-full', factor.minutes > 0 ? 'bg-accent' : 'bg-line-strong')}
                style={{ width: `${Math.max(2, (Math.abs(factor.minutes) / longest) * 100)}%` }}
                aria-hidden="true"
              />
            </span>
          </li>
        ))}
      </ul>
      {priority.capped && most !== undefined && (
        <p className="mt-2 rounded-lg bg-surface-2 px-3 py-2 text-sm text-ink-2">{t('why.capped', { sum: spell(sum, t), most: spell(most, t) })}</p>
      )}
    </>
  )
}

function Fact({ name, share, children }: { name: string; share?: number; children: ReactNode }) {
  const { t } = useTranslation()
  const percent = new Intl.NumberFormat(currentLocale(), { style: 'percent' }).format(share ?? 0)
  return (
    <div className="flex items-baseline gap-3 border-b border-line py-1.5 text-sm last:border-0">
      <dt className="w-24 shrink-0 text-ink-3 sm:w-32">{name}</dt>
      <dd className="min-w-0 flex-1">
        <span className="font-medium">{children}</span>
        {share !== undefined && <span className="tnum ms-2 text-xs text-ink-3">{t('why.certainty', { percent })}</span>}
      </dd>
    </div>
  )
}

function madeBy({ layer, model }: Judgement, t: TFunction): string {
  switch (layer) {
    case 'corrected':
      return t('why.correctedBy')
    case 'fast':
      return t('why.fast', { model })
    case 'fast_only':
      return t('why.fastOnly', { model })
    case 'encoder':
      return t('why.encoder', { model })
    default:
      return model
  }
}

function Thought({ judgement }: { judgement: Judgement }) {
  const { t } = useTranslation()
  const names = useTopicNames()
  const tones = tonesOf(judgement).map((tone) => t(`tone.${tone}`))
  return (
    <>
      <dl className="mt-3">
        <Fact name={t('why.intent')} share={judgement.intent.confidence}>
          {t(`intent.${judgement.intent.label}`)}
        </Fact>
        {judgement.intent.label === 'complaint' && (
          <Fact name={t('why.severity')}>
            <span className="me-2 inline-block">
              <SeverityBars grade={judgement.severity} />
            </span>
            {t('matter.grade', { grade: judgement.severity, words: t(`severity.${severityOf(judgement.severity)}`) })}
          </Fact>
        )}
        <Fact name={t('why.sentiment')} share={judgement.sentiment.confidence}>
          {t(`sentiment.${judgement.sentiment.label}`)}
        </Fact>
        <Fact name={t('why.tone')}>{tones.join(', ') || t('why.calm')}</Fact>
        <Fact name={t('why.topics')}>
          <bdi>{judgement.topics.map(({ id }) => names.get(id) ?? id).join(', ') || t('why.noTopic')}</bdi>
        </Fact>
        <Fact name={t('why.answer')}>{t(judgement.needs_answer ? 'judgement.needsAnswer' : 'judgement.noAnswer')}</Fact>
        {judgement.language !== 'und' && judgement.language !== '' && <Fact name={t('why.language')}>{languageName(judgement.language)}</Fact>}
      </dl>
      <p className="mt-2 text-xs text-ink-3">{madeBy(judgement, t)}</p>
    </>
  )
}

interface Props {
  conversation: Conversation
  /** The post that it was asked of; else the newest of the customer. */
  post: Post | undefined
  onCorrect: ((postId: string) => void) | undefined
  onClose: () => void
}

/** Why a conversation stands where it stands, and what the desk thinks of one of its posts. */
export function WhyDialog({ conversation, post, onCorrect, onClose }: Props) {
  const { t } = useTranslation()
  const { priority, row } = conversation
  const judgement = post?.judgement
  return (
    <Dialog
      wide
      open
      onClose={onClose}
      title={t('why.title')}
      footer={
        post &&
        onCorrect && (
          <Button tone="primary" onClick={() => onCorrect(post.id)}>
            {t('why.correct')}
          </Button>
        )
      }
    >
      <section className="mb-6">
        <h3 className="mb-1 text-sm font-semibold">
          {t('why.place')}
          {row.waiting_since && (
            <span className="tnum ms-2 font-normal text-ink-2">
              {priority.head_start === 0 ? t('why.noHeadStart') : t('why.headStart', { time: signedTime(priority.head_start, t) })}
            </span>
          )}
        </h3>
        {row.waiting_since ? <Factors priority={priority} /> : <p className="text-sm text-ink-2">{t('why.answered')}</p>}
        <p className="mt-2 text-xs text-pretty text-ink-3">
          {t('why.order')}{' '}
          <Link to="/quality/priority" className="text-accent underline underline-offset-2">
            {t('why.weights')}
          </Link>
        </p>
      </section>
      {post && (
        <section>
          <h3 className="mb-2 text-sm font-semibold">{t('why.post')}</h3>
          <blockquote className="rounded-xl border border-line bg-surface-2 px-3.5 py-2">
            <PostText text={post.text} {...(judgement && { marks: judgement.because })} className="!text-sm" />
          </blockquote>
          {judgement ? (
            <>
              <p className="mt-1 text-xs text-ink-3">{t(judgement.because.length > 0 ? 'judgement.marked' : 'why.noWords')}</p>
              {judgement.unsure && (
                <p className="mt-2 flex items-center gap-2 rounded-lg bg-soon-soft px-3 py-2 text-sm font-medium text-soon">
                  <CircleQuestionMark className="size-4 shrink-0" aria-hidden="true" />
                  {t('why.unsure')}
                </p>
              )}
              <Thought judgement={judgement} />
            </>
          ) : (
            <p className="mt-2 text-sm text-ink-2">{t('why.notJudged')}</p>
          )}
        </section>
      )}
    </Dialog>
  )
}
