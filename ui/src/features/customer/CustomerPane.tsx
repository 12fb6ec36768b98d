import { type ReactNode, Suspense, lazy } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleDot, ExternalLink } from 'lucide-react'
import { queries } from '@/api/queries'
import type { Conversation, Identity } from '@/api/types'
import { atHandle } from '@/lib/handle'
import { withWords } from '@/lib/i18n'
import { useNow } from '@/lib/now'
import type { SideAt } from '@/lib/side'
import { compactNumber, languageName, monthYear, number, shortAgo } from '@/lib/time'
import { CustomerAvatar } from '@/ui/Avatar'
import { NetworkGlyph, networkName } from '@/ui/NetworkGlyph'
import { Bars } from '@/ui/States'

const Marks = lazy(() => import('./Marks').then((all) => ({ default: all.Marks })))
const AnswerSide = lazy(() => withWords('answers', import('@/features/answer-side')).then((all) => ({ default: all.AnswerSide })))

function IdentityLine({ identity }: { identity: Identity }) {
  const { t } = useTranslation()
  const followers = identity.followers
  const inner = (
    <>
      <span className="grid size-7 shrink-0 place-items-center rounded-lg bg-surface-2 text-ink-2">
        <NetworkGlyph network={identity.network} />
      </span>
      <span className="min-w-0 flex-1">
        <bdi className="block truncate text-sm font-medium">{atHandle(identity.handle, identity.network)}</bdi>
        <span className="tnum block truncate text-xs text-ink-3">
          {networkName(identity.network)}
          {followers != null && ` · ${t('customer.followers', { count: followers, number: compactNumber(followers) })}`}
        </span>
      </span>
    </>
  )
  if (!identity.profile_url || !identity.profile_url.startsWith('https://')) return <div className="flex items-center gap-2.5 px-2 py-1.5">{inner}</div>
  return (
    <a
      href={identity.profile_url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="group flex items-center gap-2.5 rounded-lg px-2 py-1.5 hover:bg-surface-2"
    >
      {inner}
      <ExternalLink className="size-3.5 shrink-0 text-ink-3 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100" aria-hidden="true" />
      <span className="sr-only">{t('customer.openProfile')}</span>
    </a>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3 py-1 text-sm">
      <dt className="text-ink-3">{name}</dt>
      <dd className="tnum min-w-0 truncate text-end font-medium">{children}</dd>
    </div>
  )
}

function Heading({ children }: { children: ReactNode }) {
  return <h3 className="px-2 pb-1 text-xs font-semibold text-ink-3">{children}</h3>
}

function languagesOf(conversation: Conversation): string {
  const codes = new Set(conversation.posts.filter((post) => post.by === 'customer' && post.language).map((post) => post.language))
  return [...codes].map(languageName).join(', ')
}

function Known({ conversation, at }: { conversation: Conversation; at: SideAt | undefined }) {
  const { t } = useTranslation()
  const now = useNow()
  const { customer } = conversation
  const languages = languagesOf(conversation)
  return (
    <div className="enter flex flex-col gap-5">
      <Suspense>
        <AnswerSide conversation={conversation} at={at} />
      </Suspense>
      <section>
        <Heading>{t('customer.identities')}</Heading>
        {customer.identities.map((identity) => (
          <IdentityLine key={identity.id} identity={identity} />
        ))}
      </section>
      <section>
        <Heading>{t('customer.facts')}</Heading>
        <dl className="px-2">
          <Fact name={t('customer.since')}>{monthYear(customer.known_since)}</Fact>
          {languages && <Fact name={t('customer.language')}>{languages}</Fact>}
          <Fact name={t('customer.posts')}>{number(customer.post_count)}</Fact>
          <Fact name={t('customer.conversations')}>{number(customer.conversation_count)}</Fact>
        </dl>
      </section>
      <section>
        <Heading>{t('marks.title')}</Heading>
        <Suspense>
          <Marks key={conversation.row.id} conversation={conversation} />
        </Suspense>
      </section>
      <section>
        <Heading>{t('customer.earlier')}</Heading>
        {customer.earlier.length === 0 && <p className="px-2 text-sm text-ink-3">{t('customer.firstTime')}</p>}
        <ul>
          {customer.earlier.map((one) => (
            <li key={one.id}>
              <Link
                to="/inbox/$view/{-$conversationId}"
                params={{ view: 'all', conversationId: one.id }}
                className="flex items-start gap-2.5 rounded-lg px-2 py-1.5 text-sm hover:bg-surface-2"
              >
                {one.state === 'resolved' ? (
                  <CircleCheck className="mt-0.5 size-4 shrink-0 text-done" aria-hidden="true" />
                ) : (
                  <CircleDot className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden="true" />
                )}
                <span className="min-w-0 flex-1">
                  <span className="line-clamp-2 break-words" dir="auto">
                    {one.preview}
                  </span>
                  <span className="tnum text-xs text-ink-3">
                    {t(`state.${one.state}`)} · {shortAgo(one.opened_at, now, t)}
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

export function CustomerPane({ id, at }: { id: string; at: SideAt | undefined }) {
  const { t } = useTranslation()
  const { data } = useQuery(queries.conversation(id))
  return (
    <div className="flex flex-col gap-5 px-3 py-5">
      {data ? (
        <>
          <div className="flex flex-col items-center gap-2 px-2 text-center">
            <CustomerAvatar identity={data.row.customer} size="xl" />
            <div className="min-w-0 max-w-full">
              <h2 className="truncate text-lg font-semibold tracking-tight">
                <bdi>{data.customer.name || data.row.customer.handle}</bdi>
              </h2>
              <p className="truncate text-sm text-ink-3">
                <bdi>{atHandle(data.row.customer.handle, data.row.network)}</bdi>
              </p>
            </div>
          </div>
          <Known conversation={data} at={at} />
        </>
      ) : (
        <div role="status" className="px-2">
          <span className="sr-only">{t('state.loading')}</span>
          <div className="skeleton mx-auto mb-5 size-14 !rounded-full" />
          <Bars widths={['60%', '90%', '75%', '80%']} />
        </div>
      )}
    </div>
  )
}
