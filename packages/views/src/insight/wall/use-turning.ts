import { useCallback, useEffect, useState } from 'react'

/** Which page stands, and the ways to the others. */
export type Turning = {
  readonly at: number
  /** Grows with every turn, also where there is one page only: what runs along with a page begins anew. */
  readonly turn: number
  readonly paused: boolean
  readonly go: (step: 1 | -1) => void
  readonly pause: (paused: boolean) => void
  /** Lets the page that stands have its whole time once more. */
  readonly hold: () => void
}

/** Turns from page to page, each for so many seconds; by hand it begins to count anew. */
export function useTurning(pages: number, seconds: number): Turning {
  const [turn, setTurn] = useState(0)
  const [at, setAt] = useState(0)
  const [paused, pause] = useState(false)
  const go = useCallback(
    (step: 1 | -1) => {
      setTurn((now) => now + 1)
      setAt((now) => (pages === 0 ? 0 : (Math.min(now, pages - 1) + step + pages) % pages))
    },
    [pages],
  )
  const hold = useCallback(() => setTurn((now) => now + 1), [])
  useEffect(() => {
    if (paused || pages < 2) return undefined
    const timer = setTimeout(() => go(1), seconds * 1000)
    return () => clearTimeout(timer)
  }, [turn, paused, pages, seconds, go])
  return { at: Math.min(at, Math.max(0, pages - 1)), turn, paused, go, pause, hold }
}
