import type { HeardDecision, TermKind, TermPurpose } from '@/api/types'

export const decisions = ['inbox', 'listening', 'folded', 'quiet', 'not_about_us'] as const satisfies HeardDecision[]
export const kinds = ['word', 'phrase', 'hashtag', 'handle', 'product'] as const satisfies TermKind[]
export const purposes = ['brand', 'product', 'competitor', 'crisis'] as const satisfies TermPurpose[]

/** "en, de  fr" as tags. */
export const tagsOf = (text: string): string[] => [...new Set(text.toLowerCase().split(/[\s,;]+/).filter(Boolean))]

/** One a line, or separated by commas. */
export const partsOf = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((part) => part.trim())
    .filter(Boolean)
