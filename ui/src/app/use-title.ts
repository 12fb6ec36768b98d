import { useEffect } from 'react'
import { useQuery } from '@tanstack/react-query'
import { queries } from '@/api/queries'

/** The tab says where one is and how many wait. */
export function useTitle(place: string): void {
  const waiting = useQuery(queries.views).data?.views.find((one) => one.view === 'needs_reply')?.count ?? 0
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${place} · Heed`
  }, [place, waiting])
}
