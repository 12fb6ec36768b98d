import type { Topic } from '@/api/types'

const LONGEST = 48

/** An id that the desk accepts, made of the label, and of nobody else's. */
export function topicIdOf(label: string, known: readonly Pick<Topic, 'id'>[]): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST)
  const base = plain || 'topic'
  const taken = new Set(known.map((topic) => topic.id))
  let id = base
  for (let at = 2; taken.has(id); ++at) id = `${base}_${at}`
  return id
}

export const linesOf = (words: string): string[] =>
  words
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
