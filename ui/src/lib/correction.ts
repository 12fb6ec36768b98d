import type { Intent, Judgement, JudgementCorrection, Matter, Sentiment } from '@/api/types'

export { intents } from './judgement'
export const sentiments = ['negative', 'neutral', 'positive'] as const satisfies Sentiment[]

export interface Opinion {
  intent: Intent
  severity: number
  sentiment: Sentiment
  topics: readonly string[]
  needsAnswer: boolean
  aboutUs: boolean
}

export const opinionOf = (judgement: Judgement | null | undefined): Opinion => ({
  intent: judgement?.intent.label ?? 'other',
  severity: judgement?.severity ?? 0,
  sentiment: judgement?.sentiment.label ?? 'neutral',
  topics: judgement?.topics.map((topic) => topic.id) ?? [],
  needsAnswer: judgement?.needs_answer ?? false,
  aboutUs: true,
})

/** "Other" says that no topic fits: it stands alone. */
export function toggled(topics: readonly string[], id: string, most: number): string[] {
  if (topics.includes(id)) return topics.filter((one) => one !== id)
  return id === 'other' ? [id] : [...topics.filter((one) => one !== 'other'), id].slice(-most)
}

const sameTopics = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((one) => b.includes(one))

/** What a person says differently; with nothing to change, that the intent is right. */
export function correctionOf(before: Opinion, after: Opinion): JudgementCorrection {
  const severity = after.intent === 'complaint' ? after.severity : 0
  const said: JudgementCorrection = {
    ...(after.intent !== before.intent && { intent: after.intent }),
    ...(severity !== before.severity && { severity }),
    ...(after.sentiment !== before.sentiment && { sentiment: after.sentiment }),
    ...(!sameTopics(after.topics, before.topics) && { topics: [...after.topics] }),
    ...(after.needsAnswer !== before.needsAnswer && { needs_answer: after.needsAnswer }),
    ...(after.aboutUs !== before.aboutUs && { about_us: after.aboutUs }),
  }
  return Object.keys(said).length > 0 ? said : { intent: after.intent }
}

/** The judgement as it will be; what the person said is certain. */
export function corrected(judgement: Judgement, said: JudgementCorrection): Judgement {
  const intent = said.intent ?? judgement.intent.label
  return {
    ...judgement,
    intent: said.intent ? { label: said.intent, confidence: 1 } : judgement.intent,
    severity: intent === 'complaint' ? (said.severity ?? judgement.severity) : 0,
    sentiment: said.sentiment ? { label: said.sentiment, confidence: 1 } : judgement.sentiment,
    topics: said.topics ? said.topics.map((id) => ({ id, confidence: 1 })) : judgement.topics,
    needs_answer: said.needs_answer ?? judgement.needs_answer,
    unsure: false,
    layer: 'corrected',
  }
}

/** What a single post that waits says of its conversation. */
export const matterOf = (judgement: Judgement): Matter => ({
  intent: judgement.intent.label,
  severity: judgement.severity,
  anger: judgement.anger,
  fear: judgement.fear,
  sadness: judgement.sadness,
  irony: judgement.irony,
  needs_answer: judgement.needs_answer,
  unsure: judgement.unsure,
  topics: judgement.topics.map((topic) => topic.id),
  language: judgement.language,
})
