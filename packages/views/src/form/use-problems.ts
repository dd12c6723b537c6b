import { type ErrorDetail } from '@mortise/errors'
import { showErrors, validateForm } from '@mortise/forms'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { FormProblem } from './error-summary.tsx'
import { focusField } from './focus-field.ts'
import type { FormStore } from './form-store.ts'
import { fieldStateAt } from './row-index.ts'

/** What keeps a form from being saved, once saving was tried. */
export type Problems = {
  readonly list: readonly FormProblem[]
  /** Shows what is wrong, with the cursor in the first field of it. `refused` tells that the server said so. */
  readonly show: (found: readonly ErrorDetail[], refused?: boolean) => void
}

type Refused = { readonly detail: ErrorDetail; readonly value: unknown }

/** How long after the last change problems are looked at again. */
const pause = 300

/**
 * Keeps the problems of a form. After a save that failed they follow what is typed: what is put right goes from the list
 * at once, what the server refused goes when its field is changed.
 */
export function useProblems(store: FormStore): Problems {
  const [list, setList] = useState<readonly FormProblem[]>([])
  const refused = useRef<readonly Refused[]>([])
  const tried = list.length > 0
  const place = useCallback(
    (found: readonly ErrorDetail[]) => {
      store.set((state) => showErrors(state, found).state)
      setList(found)
    },
    [store],
  )
  useEffect(() => {
    if (!tried) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let seen = store.state
    const look = (): void => {
      const valueAt = (path: string): unknown => fieldStateAt(store.state, path)?.value
      refused.current = refused.current.filter(({ detail, value }) => valueAt(detail.path) === value)
      const verdict = validateForm(store.program, store.state)
      const still = refused.current.map(({ detail }) => detail)
      place([...verdict.errors, ...still])
      seen = store.state
    }
    const release = store.subscribe(() => {
      if (store.state.row === seen.row && store.state.tables === seen.tables) return
      clearTimeout(timer)
      timer = setTimeout(look, pause)
    })
    return () => {
      clearTimeout(timer)
      release()
    }
  }, [store, tried, place])
  const show = useCallback(
    (found: readonly ErrorDetail[], byServer = false) => {
      refused.current = byServer
        ? found.map((detail) => ({ detail, value: fieldStateAt(store.state, detail.path)?.value }))
        : []
      place(found)
      const [first] = found
      if (first !== undefined && first.path !== '') focusField(store, first.path)
    },
    [store, place],
  )
  return { list, show }
}
