import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Hand, Plus, Trash2 } from 'lucide-react'
import { answerQueries, answering } from '@/api/actions-answer'
import { queries } from '@/api/queries'
import { useSession } from '@/api/session'
import type { Role } from '@/api/types'
import type { Grade, Guard, GuardAction, GuardRule } from '@/api/types-answer'
import { askToStop, maySwitch } from '@/features/outgoing'
import { tell } from '@/lib/undo'
import { explain } from '@/lib/words'
import { AnswerTabs } from '@/ui/AnswerTabs'
import { Button, IconButton } from '@/ui/Button'
import { fieldLook } from '@/ui/Field'
import { GradeIcon } from '@/ui/Grade'
import { Page, Section } from '@/ui/Page'
import { Bars, Failure } from '@/ui/States'
import { CoachSettings } from './CoachSettings'
import { Happened } from './Happened'

const roles = ['owner', 'lead', 'agent', 'trainee'] as const satisfies Role[]
const grades = ['stop', 'ask', 'hint'] as const satisfies Grade[]
const actions = ['free', 'second_person', 'block'] as const satisfies GuardAction[]
const small = `${fieldLook} !h-8 !w-auto !px-2 text-xs`

const sameFor = (a: GuardRule, b: GuardRule) => (a.role ?? null) === (b.role ?? null) && (a.channel_id ?? null) === (b.channel_id ?? null)

interface RuleProps {
  rule: GuardRule
  channels: { id: string; name: string }[]
  may: boolean
  doubled: boolean
  onChange: (change: Partial<GuardRule>) => void
  onRemove: (() => void) | undefined
}

function Rule({ rule, channels, may, doubled, onChange, onRemove }: RuleProps) {
  const { t } = useTranslation()
  return (
    <li className="rounded-2xl border border-line bg-surface p-4 shadow-1">
      <fieldset disabled={!may} className="flex flex-col gap-3">
        <legend className="sr-only">{t('guard.rule')}</legend>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
          <label className="flex items-center gap-2">
            <span className="text-ink-2">{t('guard.who')}</span>
            <select className={small} value={rule.role ?? ''} onChange={(event) => onChange({ role: roles.find((one) => one === event.target.value) ?? null })}>
              <option value="">{t('guard.everybody')}</option>
              {roles.map((one) => (
                <option key={one} value={one}>
                  {t(`guard.role.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="flex items-center gap-2">
            <span className="text-ink-2">{t('guard.where')}</span>
            <select className={small} value={rule.channel_id ?? ''} onChange={(event) => onChange({ channel_id: event.target.value || null })}>
              <option value="">{t('guard.everywhere')}</option>
              {channels.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          {onRemove && may && (
            <IconButton label={t('guard.remove')} onClick={onRemove} className="ms-auto" data-tip-side="start">
              <Trash2 className="size-4" aria-hidden="true" />
            </IconButton>
          )}
        </div>
        <div className="grid gap-2 sm:grid-cols-3">
          {grades.map((grade) => (
            <label key={grade} className="flex flex-col gap-1 text-xs">
              <span className="flex items-center gap-1.5 font-medium">
                <GradeIcon grade={grade} />
                {t(`guard.when.${grade}`)}
              </span>
              <select className={`${fieldLook} !h-8 !px-2 text-xs`} value={rule[grade]} onChange={(event) => onChange({ [grade]: actions.find((one) => one === event.target.value) ?? 'free' })}>
                {actions.map((one) => (
                  <option key={one} value={one}>
                    {t(`guard.action.${one}`)}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </div>
        <div className="flex flex-wrap gap-x-6 gap-y-1.5 text-sm">
          <label className="flex min-h-7 cursor-pointer items-center gap-2">
            <input type="checkbox" className="size-4" checked={rule.all_wait} onChange={(event) => onChange({ all_wait: event.target.checked })} />
            {t('guard.allWait')}
          </label>
          <label className="flex min-h-7 cursor-pointer items-center gap-2">
            <input type="checkbox" className="size-4" checked={rule.may_override} onChange={(event) => onChange({ may_override: event.target.checked })} />
            {t('guard.mayOverride')}
          </label>
        </div>
        {doubled && (
          <p role="alert" className="text-xs font-medium text-overdue">
            {t('guard.doubled')}
          </p>
        )}
      </fieldset>
    </li>
  )
}

interface Kept {
  key: number
  rule: GuardRule
}

let nextKey = 0
const keep = (rule: GuardRule): Kept => ({ key: nextKey++, rule })

function Rules({ guard }: { guard: Guard }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const client = useQueryClient()
  const may = user.role === 'owner' || user.role === 'lead'
  const channels = (useQuery(queries.channels).data?.items ?? []).map(({ id, network, name }) => ({ id, name: name || network }))
  const [rules, setRules] = useState<readonly Kept[]>(() => guard.rules.map(keep))
  const changed = JSON.stringify(rules.map((one) => one.rule)) !== JSON.stringify(guard.rules)
  const doubled = (one: Kept) => rules.some((other) => other !== one && sameFor(other.rule, one.rule))
  const save = useMutation({
    mutationFn: () => answering.saveGuard({ rules: rules.map((one) => one.rule), version: guard.version }),
    onSuccess: (now) => {
      client.setQueryData(answerQueries.guard.queryKey, now)
      setRules(now.rules.map(keep))
      tell(t('guard.saved'))
    },
    onError: (error) => tell(explain(error, t), 'error'),
  })
  const change = (key: number, part: Partial<GuardRule>) => setRules(rules.map((one) => (one.key === key ? { key, rule: { ...one.rule, ...part } } : one)))
  const wrong = rules.some(doubled)
  return (
    <Section title={t('guard.rules')}>
      <p className="max-w-prose text-sm text-pretty text-ink-2">{t('guard.exact')}</p>
      <ul className="flex flex-col gap-3">
        {rules.map((one) => (
          <Rule
            key={one.key}
            rule={one.rule}
            channels={channels}
            may={may}
            doubled={doubled(one)}
            onChange={(part) => change(one.key, part)}
            onRemove={one.rule.role == null && one.rule.channel_id == null ? undefined : () => setRules(rules.filter((other) => other !== one))}
          />
        ))}
      </ul>
      {may && (
        <div className="flex flex-wrap gap-2">
          <Button
            onClick={() => setRules([...rules, keep({ role: 'trainee', channel_id: null, stop: 'block', ask: 'second_person', hint: 'free', all_wait: true, may_override: false })])}
            icon={<Plus className="size-4" aria-hidden="true" />}
          >
            {t('guard.add')}
          </Button>
          <Button tone="primary" className="ms-auto" onClick={() => changed && !wrong && save.mutate()} aria-disabled={!changed || wrong || save.isPending}>
            {t('guard.save')}
          </Button>
        </div>
      )}
    </Section>
  )
}

function BigSwitch() {
  const { t } = useTranslation()
  const { user } = useSession()
  const stopped = useQuery(answerQueries.outgoing).data?.stopped === true
  const may = maySwitch(user.role, stopped)
  return (
    <section aria-labelledby="big-switch" className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-2xl border border-line bg-surface p-4 shadow-1">
      <div className="min-w-0 flex-1 basis-72">
        <h2 id="big-switch" className="text-base font-semibold tracking-tight">
          {t('guard.switch')}
        </h2>
        <p className="mt-0.5 max-w-prose text-sm text-pretty text-ink-2">{t(stopped ? 'guard.switchStopped' : 'guard.switchText')}</p>
      </div>
      {may && (
        <Button tone={stopped ? 'primary' : 'danger'} onClick={askToStop} icon={<Hand className="size-4" aria-hidden="true" />}>
          {t(stopped ? 'outgoing.resume' : 'outgoing.stop')}
        </Button>
      )}
    </section>
  )
}

/** What the coach's remarks do: nothing, a second pair of eyes, or a stop; per role and channel. And the big switch. */
export function GuardPage() {
  const { t } = useTranslation()
  const guard = useQuery(answerQueries.guard)
  return (
    <Page title={t('guard.title')} about={t('guard.about')}>
      <AnswerTabs />
      <BigSwitch />
      {guard.isPending && <Bars widths={['80%', '70%', '75%']} />}
      {guard.isError && <Failure error={guard.error} retry={() => void guard.refetch()} />}
      {guard.data && <Rules key={guard.data.version} guard={guard.data} />}
      <CoachSettings />
      <Happened />
    </Page>
  )
}
