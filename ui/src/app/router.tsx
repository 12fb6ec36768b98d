import { Outlet, createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { type HeardDecision, type Intent, type Order, type View, views } from '@/api/types'
import type { CountedState, Grade } from '@/api/types-answer'
import { withWords } from '@/lib/i18n'
import { Gate } from './Gate'
import { InboxPage } from './InboxPage'
import { Shell } from './Shell'
import { Splash } from './Splash'

export interface InboxSearch {
  q?: string | undefined
  order?: Order | undefined
  channel?: string | undefined
}

export interface HeardSearch {
  term?: string | undefined
  decision?: HeardDecision | undefined
  intent?: Intent | undefined
}

/** The list behind a number. */
export interface PledgeSearch {
  state?: CountedState | undefined
  owner?: string | undefined
  topic?: string | undefined
}

export interface CoachingSearch {
  rule?: string | undefined
  grade?: Grade | undefined
}

const countedStates = ['open', 'kept', 'broken'] as const satisfies CountedState[]
const grades = ['stop', 'ask', 'hint'] as const satisfies Grade[]
const heardDecisions = ['inbox', 'listening', 'folded', 'quiet', 'not_about_us'] as const satisfies HeardDecision[]
const heardIntents = ['complaint', 'request', 'question', 'praise', 'other'] as const satisfies Intent[]

const text = (value: unknown): string | undefined => {
  const words = typeof value === 'number' ? String(value) : value
  return typeof words === 'string' && words !== '' ? words.slice(0, 500) : undefined
}

const NotFound = lazyRouteComponent(() => import('./NotFound'), 'NotFound')

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

const deskRoute = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  component: () => (
    <Gate>
      <Shell />
    </Gate>
  ),
})

const home = { to: '/inbox/$view/{-$conversationId}', params: { view: 'needs_reply', conversationId: undefined } } as const

const goHome = () => {
  throw redirect(home)
}

const indexRoute = createRoute({ getParentRoute: () => deskRoute, path: '/', beforeLoad: goHome })
const inboxHome = createRoute({ getParentRoute: () => deskRoute, path: '/inbox', beforeLoad: goHome })

const inboxRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/inbox/$view/{-$conversationId}',
  params: {
    parse: ({ view, conversationId }) => ({ view: views.find((one) => one === view) ?? ('needs_reply' as View), conversationId }),
    stringify: ({ view, conversationId }) => ({ view, conversationId }),
  },
  validateSearch: (search: Record<string, unknown>): InboxSearch => ({
    ...(text(search['q']) && { q: text(search['q']) }),
    ...(search['order'] === 'newest' && { order: 'newest' as Order }),
    ...(text(search['channel']) && { channel: text(search['channel']) }),
  }),
  component: InboxPage,
})

const outboxRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/outbox',
  component: lazyRouteComponent(() => withWords('pages', import('@/features/outbox')), 'OutboxPage'),
})

const channelsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/channels',
  component: lazyRouteComponent(() => withWords('pages', withWords('understanding', import('@/features/channels'))), 'ChannelsPage'),
})

const peopleRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/people',
  component: lazyRouteComponent(() => withWords('pages', import('@/features/people')), 'PeoplePage'),
})

const understanding = <T,>(screen: Promise<T>) => withWords('understanding', screen)

const heardSearch = (search: Record<string, unknown>): HeardSearch => {
  const decision = heardDecisions.find((one) => one === search['decision'])
  const intent = heardIntents.find((one) => one === search['intent'])
  return { ...(text(search['term']) && { term: text(search['term']) }), ...(decision && { decision }), ...(intent && { intent }) }
}

const listeningRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/listening',
  validateSearch: heardSearch,
  component: lazyRouteComponent(() => understanding(import('@/features/listening')), 'HeardPage'),
})

const termsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/listening/terms',
  component: lazyRouteComponent(() => understanding(import('@/features/listening')), 'TermsPage'),
})

const quietRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/listening/quiet',
  component: lazyRouteComponent(() => understanding(import('@/features/listening')), 'QuietPage'),
})

const qualityRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/quality',
  component: lazyRouteComponent(() => understanding(import('@/features/quality')), 'QualityPage'),
})

const priorityRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/quality/priority',
  component: lazyRouteComponent(() => understanding(import('@/features/quality')), 'PriorityPage'),
})

const topicsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/quality/topics',
  component: lazyRouteComponent(() => understanding(import('@/features/quality')), 'TopicsPage'),
})

/** Five screens of one kind, which come together. */
const answers = (name: 'ApprovalsPage' | 'PromisesScreen' | 'PlaybooksPage' | 'CoachingPage' | 'GuardPage') =>
  lazyRouteComponent(() => withWords('answers', import('@/features/answering')), name)

const pledgeSearch = (search: Record<string, unknown>): PledgeSearch => {
  const state = countedStates.find((one) => one === search['state'])
  return { ...(state && { state }), ...(text(search['owner']) && { owner: text(search['owner']) }), ...(text(search['topic']) && { topic: text(search['topic']) }) }
}

const coachingSearch = (search: Record<string, unknown>): CoachingSearch => {
  const grade = grades.find((one) => one === search['grade'])
  return { ...(text(search['rule']) && { rule: text(search['rule']) }), ...(grade && { grade }) }
}

const answerRoutes = [
  createRoute({ getParentRoute: () => deskRoute, path: '/answers', component: answers('ApprovalsPage') }),
  createRoute({ getParentRoute: () => deskRoute, path: '/answers/promises', validateSearch: pledgeSearch, component: answers('PromisesScreen') }),
  createRoute({ getParentRoute: () => deskRoute, path: '/answers/playbooks', component: answers('PlaybooksPage') }),
  createRoute({ getParentRoute: () => deskRoute, path: '/answers/coaching', validateSearch: coachingSearch, component: answers('CoachingPage') }),
  createRoute({ getParentRoute: () => deskRoute, path: '/answers/guard', component: answers('GuardPage') }),
] as const

const loginRoute = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { from?: string } => {
    const from = text(search['from'])
    // Only a path of this desk may be gone back to.
    return from?.startsWith('/') && !from.startsWith('//') ? { from } : {}
  },
  component: lazyRouteComponent(() => withWords('pages', import('@/features/session')), 'LoginPage'),
})

const setupRoute = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => withWords('pages', import('@/features/session')), 'SetupPage'),
})

const joinRoute = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: lazyRouteComponent(() => withWords('pages', import('@/features/session')), 'JoinPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    deskRoute.addChildren([indexRoute, inboxHome, inboxRoute, outboxRoute, channelsRoute, peopleRoute, listeningRoute, termsRoute, quietRoute, qualityRoute, priorityRoute, topicsRoute, ...answerRoutes]),
    loginRoute,
    setupRoute,
    joinRoute,
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: Splash,
  defaultNotFoundComponent: NotFound,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
