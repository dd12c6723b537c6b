import { isApiError } from '@mortise/client'
import type { PrintDocument } from '@mortise/schema'
import { useEffect, useRef, useState } from 'react'
import type { DraftLayout } from '../workbench/prints-api.ts'
import { useWorkbench } from '../workbench/context.tsx'

/** Milliseconds without an edit before pages are laid out anew: short, so that the canvas follows the hand. */
const pause = 120

/** The pages of a template as they print, and what they are of. What was shown stays until the next is there. */
export type LaidOut = {
  readonly layout: DraftLayout | undefined
  /** What the layout was made of: a later edit may have moved blocks. */
  readonly print: PrintDocument | undefined
  readonly busy: boolean
  /** Why the newest edit could not be laid out, in the reader's words. */
  readonly fault: string | undefined
}

/** Lays the template out over a record, after each edit. */
export function useLayout(
  print: PrintDocument,
  { record, all }: { readonly record: string | undefined; readonly all: boolean },
): LaidOut {
  const { api } = useWorkbench()
  const [state, setState] = useState<LaidOut>({
    layout: undefined,
    print: undefined,
    busy: true,
    fault: undefined,
  })
  const first = useRef(true)
  useEffect(() => {
    const ended = new AbortController()
    setState((now) => ({ ...now, busy: true }))
    const run = (): void => {
      const ask = { print, all, ...(record === undefined ? {} : { id: record }) }
      api.layoutPrint(ask, ended.signal).then(
        (layout) => setState({ layout, print, busy: false, fault: undefined }),
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
  }, [api, print, record, all])
  return state
}
