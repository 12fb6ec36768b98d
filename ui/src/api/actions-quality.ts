import { queryOptions } from '@tanstack/react-query'
import { ask } from './client'
import type { PriorityPreview, PriorityWeights, Quality, Topic, TopicChange, Understanding } from './types'

/** The routes of the screens about judgement; they come with those screens. */
export const judging = {
  saveTopic: (id: string, body: TopicChange) => ask<Topic>('PUT', `/topics/${encodeURIComponent(id)}`, { body }),
  saveWeights: (body: PriorityWeights) => ask<PriorityWeights>('PUT', '/priority', { body }),
  previewWeights: (body: PriorityWeights, signal?: AbortSignal) =>
    ask<PriorityPreview>('POST', '/priority/preview', { body, ...(signal && { signal }) }),
}

export const judgingQueries = {
  quality: (days: number) =>
    queryOptions({ queryKey: ['quality', days], queryFn: () => ask<Quality>('GET', '/quality', { query: { days } }) }),
  understanding: queryOptions({
    queryKey: ['understanding'],
    queryFn: () => ask<Understanding>('GET', '/understanding'),
    staleTime: 60_000,
  }),
}
