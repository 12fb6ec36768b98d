import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Grade } from '@/api/types-answer'
import { decent } from '@/lib/decent'
import type { CoachState } from '../composer/coach-state'

/** The hands rest for so long before somebody is told what changed, and then hears nothing for a while. */
const CALM_MS = 1200
const GAP_MS = 6000

export function countGrades(advice: CoachState['advice']): Record<Grade, number> {
  const counts = { stop: 0, ask: 0, hint: 0 }
  for (const { grade } of advice) counts[grade] += 1
  return counts
}

/** What the coach says in one sentence, for people who listen to the screen: not for every letter typed. */
export function useSummary(state: CoachState): string {
  const { t } = useTranslation()
  const [spoken, setSpoken] = useState('')
  const last = useRef(0)
  const { phase, advice, knownLanguage } = state
  const counts = countGrades(advice)
  const parts = (['stop', 'ask', 'hint'] as const).flatMap((grade) => (counts[grade] > 0 ? [t(`coach.count.${grade}`, { count: counts[grade] })] : []))
  const first = advice[0]?.reason ?? ''
  const text =
    phase === 'offline' || phase === 'failed'
      ? t(`coach.${phase}`)
      : phase !== 'ready'
        ? ''
        : advice.length === 0
          ? t(knownLanguage ? 'coach.nothing' : 'coach.noLanguage')
          : t('coach.summary', { parts: parts.join(', '), first })
  useEffect(() => {
    if (text === '' || decent(text) === spoken) return
    const timer = setTimeout(
      () => {
        last.current = Date.now()
        setSpoken(decent(text))
      },
      Math.max(CALM_MS, last.current + GAP_MS - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [text, spoken])
  return spoken
}
