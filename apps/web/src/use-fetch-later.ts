import { fetchLater } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** Quiet before anything is fetched that the page does without, in milliseconds. */
const rest = 800
/** A page that never comes to rest holds the rest of the product up no longer, in milliseconds. */
const patience = 10_000

/** Fetches what the first page does without as soon as that page has everything it asked for. */
export function useFetchLater(): void {
  const queries = useQueryClient()
  useEffect(() => {
    const begun = performance.now()
    let quiet = 0
    const timer = setInterval(() => {
      quiet = queries.isFetching() === 0 ? quiet + rest / 4 : 0
      if (quiet < rest && performance.now() - begun < patience) return
      clearInterval(timer)
      fetchLater()
    }, rest / 4)
    return () => clearInterval(timer)
  }, [queries])
}
