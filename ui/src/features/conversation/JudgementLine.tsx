import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CircleQuestionMark, PencilLine } from 'lucide-react'
import type { Post } from '@/api/types'
import { severityOf, tonesOf } from '@/lib/judgement'
import { languageName } from '@/lib/time'
import { SeverityBars, intentIcons } from '@/ui/Matter'
import { classes } from '@/ui/classes'

interface Props {
  post: Post
  topics: ReadonlyMap<string, string>
  onWhy: (postId: string) => void
  /** Absent for somebody who may only read. */
  onCorrect: ((postId: string) => void) | undefined
}

function Bit({ strong, children }: { strong?: boolean; children: ReactNode }) {
  return <span className={classes('inline-flex items-center gap-1', strong && 'font-medium text-ink-2')}>{children}</span>
}

const link = 'min-h-6 rounded px-0.5 underline decoration-line-strong underline-offset-2 hover:text-ink'

/** What the desk thinks of one post, in one line. */
export function JudgementLine({ post, topics, onWhy, onCorrect }: Props) {
  const { t } = useTranslation()
  const { judgement } = post
  if (!judgement) return null
  const { intent, severity } = judgement
  const Icon = intentIcons[intent.label]
  const grave = intent.label === 'complaint' && severity >= 3
  const about = judgement.topics.filter(({ id }) => id !== 'other').map(({ id }) => topics.get(id) ?? id)
  return (
    <div role="group" aria-label={t('judgement.label')} className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-0.5 ps-1 text-xs text-ink-3">
      {judgement.unsure && (
        <span className="inline-flex items-center gap-1 rounded-md bg-soon-soft px-1.5 font-medium text-soon">
          <CircleQuestionMark className="size-3.5" aria-hidden="true" />
          {t('judgement.unsure')}
        </span>
      )}
      <span className={classes('inline-flex items-center gap-1 font-medium', grave ? 'text-overdue' : 'text-ink-2')}>
        <Icon className="size-3.5" aria-hidden="true" />
        {t(`intent.${intent.label}`)}
        {intent.label === 'complaint' && <SeverityBars grade={severity} />}
      </span>
      {intent.label === 'complaint' && severity > 0 && (
        <Bit>
          <span className="sr-only">{t('judgement.severity', { grade: severity })}: </span>
          {t(`severity.${severityOf(severity)}`)}
        </Bit>
      )}
      {tonesOf(judgement).map((tone) => (
        <Bit key={tone} strong>
          {t(`tone.${tone}`)}
        </Bit>
      ))}
      {about.length > 0 && (
        <Bit>
          <bdi>{about.join(', ')}</bdi>
        </Bit>
      )}
      {judgement.language !== 'und' && judgement.language !== '' && <Bit>{languageName(judgement.language)}</Bit>}
      <Bit>{t(judgement.needs_answer ? 'judgement.needsAnswer' : 'judgement.noAnswer')}</Bit>
      {judgement.layer === 'corrected' && (
        <Bit>
          <PencilLine className="size-3" aria-hidden="true" />
          {t('judgement.corrected')}
        </Bit>
      )}
      <span className="inline-flex gap-2">
        <button type="button" data-dense="" className={link} onClick={() => onWhy(post.id)}>
          {t('judgement.why')}
        </button>
        {onCorrect && (
          <button type="button" data-dense="" className={link} onClick={() => onCorrect(post.id)}>
            {t('judgement.correct')}
          </button>
        )}
      </span>
    </div>
  )
}
