import { QueryClient, queryOptions } from '@tanstack/react-query'
import { isUnreachable, statusOf } from './client'
import { desk } from './desk'
import { rows } from './rows'

/** An answer of the desk is final; only a line that is down is worth another try. */
const patient = (failures: number, error: unknown): boolean => isUnreachable(error) && failures < 2 && statusOf(error) !== 401

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: patient, staleTime: 15_000, gcTime: 5 * 60_000, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
})

export const queries = {
  session: queryOptions({ queryKey: ['session'], queryFn: desk.session, staleTime: Infinity, retry: patient }),
  setup: queryOptions({ queryKey: ['setup'], queryFn: desk.setupState }),
  views: queryOptions({ queryKey: ['views'], queryFn: desk.views, staleTime: 5000, refetchInterval: 60_000 }),
  conversation: (id: string) =>
    queryOptions({
      queryKey: ['conversation', id],
      queryFn: async ({ signal }) => {
        const conversation = await desk.conversation(id, signal)
        rows.put(conversation.row)
        return conversation
      },
      staleTime: 10_000,
    }),
  events: (id: string) => queryOptions({ queryKey: ['events', id], queryFn: () => desk.events(id), staleTime: 10_000 }),
  replies: (state: 'failed' | 'waiting' | 'sending' | 'held') =>
    queryOptions({ queryKey: ['replies', state], queryFn: () => desk.replies(state), staleTime: 3000 }),
  channels: queryOptions({ queryKey: ['channels'], queryFn: desk.channels, staleTime: 5000 }),
  networks: queryOptions({ queryKey: ['networks'], queryFn: desk.networks, staleTime: Infinity }),
  users: queryOptions({ queryKey: ['users'], queryFn: desk.users, staleTime: 60_000 }),
  topics: queryOptions({ queryKey: ['topics'], queryFn: desk.topics, staleTime: 5 * 60_000 }),
  weights: queryOptions({ queryKey: ['weights'], queryFn: desk.weights, staleTime: 60_000 }),
  tokens: queryOptions({ queryKey: ['tokens'], queryFn: desk.tokens }),
}
