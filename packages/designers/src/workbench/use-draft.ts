import { type DocumentByKind, type DocumentKind, mergeDocument } from '@mortise/schema'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { commit, createHistory, dropStep, type History, rebase, redo, seal, undo } from '../kit/history.ts'
import { useWorkbench } from './context.tsx'
import { documentId } from './documents.ts'
import type { DesignSpace } from './space.ts'
import { useKeptSteps } from './use-kept-steps.ts'

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
  /** Takes in what came from elsewhere: no step of ours, so that undo leaves it. */
  readonly adopt: (shift: (value: Value) => Value) => void
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** What undo takes back, and redo takes again. */
  readonly undoLabel: string
  readonly redoLabel: string
}

type AnyDocument = DocumentByKind[DocumentKind]

/** One document of a value that several make up. */
export type Held = readonly [kind: DocumentKind, key: string, json: AnyDocument]

/** How a designer's value is made of documents; edits may make documents, and undo takes them away again. */
export type DraftShape<Value> = {
  /** Tells drafts apart: what is kept of one on this device goes by it. */
  readonly name: string
  readonly open: (space: DesignSpace) => Value | undefined
  readonly documents: (value: Value) => readonly Held[]
  /** The value with another state of one of its documents. */
  readonly replace: (value: Value, held: Held) => Value
}

function planShape<Plan extends DraftPlan>(plan: Plan): DraftShape<DraftOf<Plan>> {
  const entries = Object.entries(plan)
  return {
    name: entries.map(([, [kind, key]]) => documentId(kind, key)).join(' '),
    open: (space) => {
      const found = entries.map(([name, [kind, key]]) => [name, space.get(kind, key)] as const)
      const missing = found.some(([, document]) => document === undefined)
      return missing ? undefined : (Object.fromEntries(found) as DraftOf<Plan>)
    },
    documents: (value) =>
      entries.flatMap(([name, [kind, key]]): readonly Held[] => {
        const document = value[name]
        return document === undefined ? [] : [[kind, key, document]]
      }),
    replace: (value, [kind, key, json]) => {
      const name = entries.find(([, place]) => place[0] === kind && place[1] === key)?.[0]
      return name === undefined ? value : { ...value, [name]: json }
    },
  }
}

/** Opens documents for editing; undefined when one of them is not there. Every step goes to the workbench. */
export function useDraft<Plan extends DraftPlan>(plan: Plan): Draft<DraftOf<Plan>> | undefined {
  return useDraftOf(planShape(plan))
}

/** The same for a value of any shape. The shape is that of the first call. */
export function useDraftOf<Value extends object>(given: DraftShape<Value>): Draft<Value> | undefined {
  const { space } = useWorkbench()
  const [shape] = useState(() => given)
  const [history, setHistory] = useState<History<Value> | undefined>(() => {
    const start = shape.open(space)
    return start === undefined ? undefined : createHistory(start)
  })
  const step = useCallback((change: (from: History<Value>) => History<Value>): void => {
    setHistory((from) => (from === undefined ? from : change(from)))
  }, [])
  useShared({ space, shape, present: history?.present, step })
  useKeptSteps({ shape, history, step })
  return useMemo(() => {
    if (history === undefined) return undefined
    return {
      present: history.present,
      commit: (next, label, merge) => step((from) => commit(from, next, { label, merge })),
      undo: () => step(undo),
      redo: () => step(redo),
      seal: () => step(seal),
      drop: (merge) => step((from) => dropStep(from, merge)),
      adopt: (shift) => step((from) => rebase(from, shift)),
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      undoLabel: history.past.at(-1)?.label ?? '',
      redoLabel: history.future[0]?.label ?? '',
    }
  }, [history, step])
}

/** Keeps the workbench and a draft at one: our steps go there, and what others did comes from there. */
function useShared<Value extends object>({
  space,
  shape,
  present,
  step,
}: {
  readonly space: DesignSpace
  readonly shape: DraftShape<Value>
  readonly present: Value | undefined
  readonly step: (change: (from: History<Value>) => History<Value>) => void
}): void {
  const given = useRef(new Map<string, Held>())
  const telling = useRef(false)
  const made = useRef(new Set<string>())
  useEffect(() => {
    if (present === undefined) return
    const now = new Map(shape.documents(present).map((held) => [documentId(held[0], held[1]), held]))
    const before = given.current
    given.current = now
    // The workbench calls back after each document, when the others are still as they were.
    telling.current = true
    for (const [id, [kind, key, json]] of now) {
      if (space.get(kind, key) === undefined) made.current.add(id)
      space.put(kind, key, json)
    }
    for (const [id, [kind, key]] of before) if (!now.has(id) && made.current.has(id)) space.drop(kind, key)
    telling.current = false
  }, [present, space, shape])
  useEffect(() => {
    const follow = (): void => {
      if (telling.current) return
      for (const [id, [kind, key, base]] of given.current) {
        const theirs = space.get(kind, key)
        if (theirs === undefined || theirs === base) continue
        given.current.set(id, [kind, key, theirs])
        step((from) => rebase(from, shiftTo(shape, [kind, key, theirs], base)))
      }
    }
    return space.subscribe(follow)
  }, [space, shape, step])
}

/** What makes of any state we were in the same with another's edits; ours stands where both changed a thing. */
function shiftTo<Value>(shape: DraftShape<Value>, [kind, key, theirs]: Held, base: AnyDocument) {
  return (value: Value): Value => {
    const held = shape.documents(value).find((one) => one[0] === kind && one[1] === key)
    if (held === undefined || held[2] === theirs) return value
    const merged =
      held[2] === base ? theirs : mergeDocument<AnyDocument>({ base, ours: held[2], theirs }).value
    return shape.replace(value, [kind, key, merged])
  }
}
