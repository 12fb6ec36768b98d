import type { TFunction } from 'i18next'
import type { Event } from '@/api/types'

const roles = ['owner', 'lead', 'agent', 'trainee'] as const
const grades = ['stop', 'ask', 'hint'] as const
const actions = ['free', 'second_person', 'block'] as const

/** "free", "yes": what a rule says, in the reader's words. */
function valueWords(value: string, t: TFunction): string {
  const action = actions.find((one) => one === value)
  return action ? t(`guard.action.${action}`) : value === 'yes' ? t('guard.yes') : value === 'no' ? t('guard.no') : value
}

function fieldWords(field: string, t: TFunction): string {
  const grade = grades.find((one) => one === field)
  return grade ? t(`guard.when.${grade}`) : field === 'all_wait' ? t('guard.allWait') : field === 'may_override' ? t('guard.mayOverride') : field
}

/** "ask free -> second_person", "added", "stop block". */
function partWords(part: string, t: TFunction): string {
  if (part === 'added') return t('guard.added')
  if (part === 'removed') return t('guard.removed')
  const [field = '', ...rest] = part.split(' ')
  const [before = '', after] = rest.join(' ').split(' -> ')
  const told = { what: fieldWords(field, t), before: valueWords(before, t), after: valueWords(after ?? '', t) }
  return after === undefined ? t('guard.set', told) : t('guard.changed', told)
}

/** One rule's change, as the server notes it: "agent 0k3...: ask free -> second_person, all_wait yes -> no". */
export function changeWords(line: string, channels: ReadonlyMap<string, string>, t: TFunction): string {
  const at = line.indexOf(': ')
  if (at < 0) return line
  const [who = '', channel] = line.slice(0, at).split(' ')
  const role = roles.find((one) => one === who)
  const place = channel ? `${t('guard.where')} ${channels.get(channel) ?? channel}` : ''
  const parts = line.slice(at + 2).split(', ').map((part) => partWords(part, t))
  return `${[role ? t(`guard.role.${role}`) : t('guard.everybody'), place].filter(Boolean).join(' ')}: ${parts.join('; ')}`
}

/** What happened in one sentence, and what exactly was changed, a line each. */
export function happenedWords(event: Event, channels: ReadonlyMap<string, string>, t: TFunction): { told: string; lines: string[] } {
  const name = event.actor?.name ?? t('guard.desk')
  if (event.kind === 'outgoing_stopped') return { told: t('guard.event.stopped', { name }), lines: event.detail ? [`“${event.detail}”`] : [] }
  if (event.kind === 'outgoing_resumed') return { told: t('guard.event.resumed', { name }), lines: [] }
  if (event.detail === 'coach') return { told: t('guard.event.coach', { name }), lines: [] }
  return { told: t('guard.event.rules', { name }), lines: event.detail.split('\n').filter(Boolean).map((line) => changeWords(line, channels, t)) }
}
