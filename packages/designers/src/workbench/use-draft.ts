import type { DocumentByKind, DocumentKind } from '@mortise/schema'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { commit, createHistory, dropStep, type History, redo, seal, undo } from '../kit/history.ts'
import { useWorkbench } from './context.tsx'

/** Which documents a designer edits together, by a name of its own: `{ entity: ['entity', 'lead'] }`. */
export type DraftPlan = { readonly [name: string]: readonly [DocumentKind, string] }

/** The documents of a plan. */
export type DraftOf<Plan extends DraftPlan> = {
  readonly [Name in keyof Plan]: DocumentByKind[Plan[Name][0]]
}

/** Documents being edited together, with one history for all of them. */
export type Draft<Value> = {
  readonly present: Value
  readonly commit: (next: Value, label: string, merge?: string) => void
  readonly undo: () => void
  readonly redo: () => void
  /** Ends a run of edits that would flow into one step. */
  readonly seal: () => void
  /** Calls off the last step if it is of this `merge` word. */
  readonly drop: (merge: string) => void
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** What undo takes back, and redo takes again. */
  readonly undoLabel: string
  readonly redoLabel: string
}

/** Opens documents for editing; undefined when one of them is not there. Every step goes to the workbench. */
export function useDraft<Plan extends DraftPlan>(plan: Plan): Draft<DraftOf<Plan>> | undefined {
  const { space } = useWorkbench()
  const entries = Object.entries(plan)
  const name = entries.map(([one, [kind, key]]) => `${one}:${kind}/${key}`).join(' ')
  const [start] = useState(() => {
    const found = entries.map(([one, [kind, key]]) => [one, space.get(kind, key)] as const)
    return found.some(([, document]) => document === undefined) ? undefined : Object.fromEntries(found)
  })
  const [history, setHistory] = useState<History<DraftOf<Plan>> | undefined>(() =>
    start === undefined ? undefined : createHistory(start as DraftOf<Plan>),
  )
  const plans = useRef(plan)
  plans.current = plan
  const present = history?.present
  useEffect(() => {
    if (present === undefined) return
    for (const [one, [kind, key]] of Object.entries(plans.current)) {
      const document = present[one as keyof Plan]
      if (document !== undefined) space.put(kind, key, document)
    }
  }, [present, space, name])
  const step = useCallback((change: (from: History<DraftOf<Plan>>) => History<DraftOf<Plan>>): void => {
    setHistory((from) => (from === undefined ? from : change(from)))
  }, [])
  return useMemo(() => {
    if (history === undefined) return undefined
    return {
      present: history.present,
      commit: (next, label, merge) => step((from) => commit(from, next, { label, merge })),
      undo: () => step(undo),
      redo: () => step(redo),
      seal: () => step(seal),
      drop: (merge) => step((from) => dropStep(from, merge)),
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      undoLabel: history.past.at(-1)?.label ?? '',
      redoLabel: history.future[0]?.label ?? '',
    }
  }, [history, step])
}
