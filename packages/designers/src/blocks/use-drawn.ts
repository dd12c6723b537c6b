import { isApiError } from '@mortise/client'
import { useEffect, useRef, useState } from 'react'

/** Milliseconds without an edit before a template is drawn anew: short, so that the canvas follows the hand. */
const pause = 120

/** A template as it is drawn, and what it was drawn of. What was shown stays until the next is there. */
export type Drawn<Document, Result> = {
  readonly result: Result | undefined
  /** What the result was made of: a later edit may have moved blocks. */
  readonly document: Document | undefined
  readonly busy: boolean
  /** Why the newest edit could not be drawn, in the reader's words. */
  readonly fault: string | undefined
}

/** Has a template drawn after each edit, and when `way`, which names how it is looked at, is another. */
export function useDrawn<Document, Result>(
  document: Document,
  way: string,
  ask: (document: Document, signal: AbortSignal) => Promise<Result>,
): Drawn<Document, Result> {
  const [state, setState] = useState<Drawn<Document, Result>>({
    result: undefined,
    document: undefined,
    busy: true,
    fault: undefined,
  })
  const first = useRef(true)
  const latest = useRef(ask)
  latest.current = ask
  useEffect(() => {
    const ended = new AbortController()
    setState((now) => ({ ...now, busy: true }))
    const run = (): void => {
      latest.current(document, ended.signal).then(
        (result) => {
          if (!ended.signal.aborted) setState({ result, document, busy: false, fault: undefined })
        },
        (error: unknown) => {
          if (ended.signal.aborted) return
          const fault = isApiError(error) ? error.message : String(error)
          setState((now) => ({ ...now, busy: false, fault }))
        },
      )
    }
    const timer = setTimeout(run, first.current ? 0 : pause)
    first.current = false
    return () => {
      clearTimeout(timer)
      ended.abort()
    }
  }, [document, way])
  return state
}
