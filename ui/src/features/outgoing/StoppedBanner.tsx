import { Suspense, lazy } from 'react'
import { useQuery } from '@tanstack/react-query'
import { answerQueries } from '@/api/actions-answer'
import { withWords } from '@/lib/i18n'
import { useStore } from '@/lib/store'
import { asking } from './asking'

const load = () => withWords('answers', import('./StopDialog'))
const Bar = lazy(() => load().then((all) => ({ default: all.StoppedBar })))
const StopDialog = lazy(() => load().then((all) => ({ default: all.StopDialog })))

/** While nothing leaves, every screen says so. */
export function StoppedBanner() {
  const outgoing = useQuery(answerQueries.outgoing).data
  const open = useStore(asking)
  return (
    <Suspense>
      {outgoing?.stopped && <Bar outgoing={outgoing} />}
      {open && outgoing && <StopDialog outgoing={outgoing} onClose={() => asking.set(false)} />}
    </Suspense>
  )
}
