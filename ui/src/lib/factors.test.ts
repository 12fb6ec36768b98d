import { beforeAll, describe, expect, it } from 'vitest'
import type { TFunction } from 'i18next'
import type { FactorKind, PriorityFactor } from '@/api/types'
import { speaker } from '@/test/speaker'
import { factorWords } from './factors'
import { signedBrief, signedTime } from './judgement'

const of = (factor: FactorKind, measure: number): PriorityFactor => ({ factor, minutes: 10, measure, reason: 'As the desk says it.' })

let en: TFunction
let de: TFunction
beforeAll(async () => {
  en = await speaker('en')
  de = await speaker('de')
})

describe('factorWords', () => {
  it.each([
    ['anger', 0.5, 'Sounds angry.', 'Klingt verärgert.'],
    ['anger', 0.7, 'Very angry.', 'Sehr wütend.'],
    ['severity', 1, 'Something is a nuisance.', 'Etwas ist ein Ärgernis.'],
    ['severity', 3, 'Something grave: money, safety, the law, or a person at risk.', 'Etwas Schweres: Geld, Sicherheit, Recht oder ein Mensch in Gefahr.'],
    ['earlier_tries', 1, 'Wrote once before without an answer.', 'Hat schon einmal ohne Antwort geschrieben.'],
    ['earlier_tries', 4, 'Wrote 4 times before without an answer.', 'Hat schon 4-mal ohne Antwort geschrieben.'],
    ['reach', 2000, '2K people follow this account.', 'Menschen folgen diesem Konto.'],
    ['customer_value', 1, 'Marked as a regular customer.', 'Als Stammkunde vermerkt.'],
    ['customer_value', 2, 'Marked as a customer of high value.', 'Als besonders wichtiger Kunde vermerkt.'],
    ['vulnerable', 1, 'Marked as somebody to take special care of.', 'Als jemand vermerkt, der besondere Sorgfalt braucht.'],
    ['no_answer_needed', 1, 'Seems to ask nothing.', 'Scheint nichts zu wollen.'],
  ] as [FactorKind, number, string, string][])('%s of %d', (factor, measure, english, german) => {
    expect(factorWords(of(factor, measure), en)).toBe(english)
    expect(factorWords(of(factor, measure), de)).toContain(german)
  })

  it('has a sentence of its own for every factor there is', () => {
    const all: FactorKind[] = ['anger', 'severity', 'fear', 'reach', 'earlier_tries', 'customer_value', 'vulnerable', 'influence', 'request', 'broken_promise', 'no_answer_needed']
    for (const factor of all) expect(factorWords(of(factor, 1), en)).toMatch(/^[A-Z\d].*\.$/)
    expect(all.map((factor) => factorWords(of(factor, 1), en))).not.toContain('As the desk says it.')
  })

  it('takes the desk at its word for a factor that is new', () => {
    expect(factorWords(of('weather' as FactorKind, 1), de)).toBe('As the desk says it.')
  })
})

it.each([
  [45, '+45 min', '+45 min'],
  [-30, '−30 min', '−30 min'],
  [203, '+3 h 23 min', '+3.4 h'],
  [-120, '−2 h', '−2 h'],
])('says %d minutes with their sign', (minutes, long, brief) => {
  expect(signedTime(minutes, en)).toBe(long)
  expect(signedBrief(minutes, en)).toBe(brief)
})
