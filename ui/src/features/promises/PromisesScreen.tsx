import { getRouteApi } from '@tanstack/react-router'
import { CountedPage } from './CountedPage'
import { PromisesPage } from './PromisesPage'

const route = getRouteApi('/desk/answers/promises')

export function PromisesScreen() {
  const { state, owner, topic } = route.useSearch()
  return state ? <CountedPage wanted={{ state, owner, topic }} /> : <PromisesPage />
}
