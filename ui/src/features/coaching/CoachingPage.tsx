import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { answerQueries, answering } from '@/api/actions-answer'
import { useSession } from '@/api/session'
import type { Coaching, CoachingRow, OverriddenRemark } from '@/api/types-answer'
import { useNow } from '@/lib/now'
import { longAgo, number } from '@/lib/time'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { AnswerTabs } from '@/ui/AnswerTabs'
import { Button } from '@/ui/Button'
import { fieldLook } from '@/ui/Field'
import { GradeIcon } from '@/ui/Grade'
import { Page, Section } from '@/ui/Page'
import { Bars, Failure } from '@/ui/States'

const route = getRouteApi('/desk/answers/coaching')
const OVERRIDDEN = 'overridden'
const spans = [7, 30, 90] as const

/** A number opens the list that it was counted from. Of what was said and mended there is none: no word of a draft is kept. */
function OverriddenCount({ row }: { row: CoachingRow }) {
  const { t } = useTranslation()
  const count = number(row.overridden)
  if (row.overridden === 0) return count
  return (
    <Link
      to="/answers/coaching"
      search={{ rule: row.rule, grade: row.grade }}
      hash={OVERRIDDEN}
      aria-label={t('coaching.overriddenOf', { count: row.overridden, kind: t(`answers.kind.${row.kind}`) })}
      className="inline-flex min-h-6 min-w-6 items-center justify-end underline decoration-line-strong underline-offset-2 hover:decoration-current pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      {count}
    </Link>
  )
}

function Frequent({ rows }: { rows: CoachingRow[] }) {
  const { t } = useTranslation()
  const most = Math.max(1, ...rows.map((row) => row.said))
  return (
    <section className="min-w-0 overflow-x-auto rounded-2xl border border-line bg-surface p-4 shadow-1" tabIndex={0} aria-label={t('coaching.frequent')}>
      <table className="w-full text-sm">
        <thead>
          <tr className="text-xs text-ink-3">
            <th scope="col" className="py-1 text-start font-medium">
              {t('coaching.remark')}
            </th>
            {(['said', 'mended', 'overridden', 'right'] as const).map((one) => (
              <th key={one} scope="col" className="ps-4 text-end font-medium whitespace-nowrap">
                {t(`coaching.column.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="tnum">
          {rows.map((row) => (
            <tr key={`${row.rule} ${row.grade}`} className="border-t border-line">
              <th scope="row" className="py-1.5 pe-2 text-start font-medium">
                <span className="flex items-center gap-2">
                  <GradeIcon grade={row.grade} />
                  <span className="sr-only">{t(`answers.grade.${row.grade}`)}: </span>
                  <span>{t(`answers.kind.${row.kind}`)}</span>
                  <span className="text-xs font-normal text-ink-3 max-md:hidden">{row.rule}</span>
                </span>
              </th>
              <td className="ps-4 text-end">
                <span className="flex items-center justify-end gap-2">
                  <span className="h-1.5 w-20 overflow-hidden rounded-full bg-surface-3 max-sm:hidden" aria-hidden="true">
                    <span className="block h-full rounded-full bg-accent" style={{ width: `${(100 * row.said) / most}%` }} />
                  </span>
                  {number(row.said)}
                </span>
              </td>
              <td className="ps-4 text-end">{number(row.mended)}</td>
              <td className="ps-4 text-end">
                <OverriddenCount row={row} />
              </td>
              <td className="ps-4 text-end text-xs text-ink-3">{row.right + row.wrong > 0 ? t('coaching.rightOf', { right: row.right, all: row.right + row.wrong }) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function useOpinion() {
  const { t } = useTranslation()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, right }: { id: string; right: boolean | null }) => answering.judgeOverride(id, right),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['coaching'] }),
    onError: (error) => tell(explain(error, t), 'error'),
  })
}

function Overridden({ one, may }: { one: OverriddenRemark; may: boolean }) {
  const { t } = useTranslation()
  const now = useNow()
  const opinion = useOpinion()
  const say = (right: boolean) => opinion.mutate({ id: one.id, right: one.right === right ? null : right })
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex items-start gap-2 text-sm">
          <GradeIcon grade={one.grade} className="mt-0.5" />
          <span>
            <span className="font-medium">{t(`answers.kind.${one.kind}`)}</span>{' '}
            <span dir="auto" className="text-ink-2">
              “{one.reason}”
            </span>
          </span>
        </p>
        <p className="tnum mt-0.5 flex flex-wrap gap-x-2 ps-6 text-xs text-ink-3">
          <bdi>{one.person.name}</bdi>
          <Link to="/inbox/$view/{-$conversationId}" params={{ view: 'all', conversationId: one.conversation_id }} className="text-accent underline decoration-accent-line underline-offset-2">
            <bdi>{one.customer}</bdi>
          </Link>
          <span>{longAgo(one.at, now, t)}</span>
        </p>
      </div>
      {may && (
        <fieldset className="flex gap-1">
          <legend className="sr-only">{t('coaching.wasRight')}</legend>
          <Button size="sm" aria-pressed={one.right === true} tone={one.right === true ? 'primary' : 'secondary'} onClick={() => say(true)} icon={<ThumbsUp className="size-3.5" aria-hidden="true" />}>
            {t('coaching.right')}
          </Button>
          <Button size="sm" aria-pressed={one.right === false} tone={one.right === false ? 'primary' : 'secondary'} onClick={() => say(false)} icon={<ThumbsDown className="size-3.5" aria-hidden="true" />}>
            {t('coaching.wrong')}
          </Button>
        </fieldset>
      )}
    </li>
  )
}

function Figures({ coaching }: { coaching: Coaching }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const may = user.role !== 'viewer' && user.role !== 'trainee'
  const { rule, grade } = route.useSearch()
  const shown = coaching.overrides.filter((one) => (!rule || one.rule === rule) && (!grade || one.grade === grade))
  const kind = rule && coaching.rules.find((one) => one.rule === rule)?.kind
  return (
    <>
      <p className="max-w-prose text-base text-pretty">{coaching.drafts === 0 ? t('coaching.none') : t('coaching.summary', { count: coaching.drafts, number: number(coaching.drafts) })}</p>
      {coaching.rules.length > 0 && <Frequent rows={coaching.rules} />}
      <div id={OVERRIDDEN} className="scroll-mt-4">
        <Section title={[t('coaching.overridden'), kind && t(`answers.kind.${kind}`)].filter(Boolean).join(' · ')} count={shown.length}>
          {rule && (
            <Link to="/answers/coaching" search={{}} className="self-start text-sm font-medium text-accent underline decoration-accent-line underline-offset-2 hover:decoration-current">
              {t('coaching.showAll')}
            </Link>
          )}
          {shown.length === 0 ? (
            <p className="text-sm text-ink-2">{t('coaching.noOverrides')}</p>
          ) : (
            <ul className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-1 empty:hidden">
              {shown.map((one) => (
                <Overridden key={one.id} one={one} may={may} />
              ))}
            </ul>
          )}
        </Section>
      </div>
    </>
  )
}

/** What the coach says most, what became of it, and where people knew better. It counts remarks, not people. */
export function CoachingPage() {
  const { t } = useTranslation()
  const [days, setDays] = useState<(typeof spans)[number]>(30)
  const coaching = useQuery(answerQueries.coaching(days))
  return (
    <Page
      title={t('coaching.title')}
      about={t('coaching.about')}
      action={
        <label className="flex items-center gap-2 text-sm whitespace-nowrap text-ink-2">
          {t('coaching.span')}
          <select className={`${fieldLook} !w-auto`} value={days} onChange={(event) => setDays(spans.find((one) => String(one) === event.target.value) ?? 30)}>
            {spans.map((one) => (
              <option key={one} value={one}>
                {t('coaching.days', { count: one })}
              </option>
            ))}
          </select>
        </label>
      }
    >
      <AnswerTabs />
      {coaching.isPending && <Bars widths={['80%', '70%', '75%']} />}
      {coaching.isError && <Failure error={coaching.error} retry={() => void coaching.refetch()} />}
      {coaching.data && <Figures coaching={coaching.data} />}
    </Page>
  )
}
