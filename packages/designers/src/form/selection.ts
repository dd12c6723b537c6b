import { useCallback, useMemo, useState } from 'react'
import { columnAt, columnsOf, isColumn, tableAt } from './subtable.ts'
import type { FormDraft } from './draft.ts'
import { nodeAt, nodesAt, spotOf, walkNodes } from './tree.ts'

/** What is selected, the last one being the one at hand. */
export type Selection = {
  readonly all: readonly string[]
  readonly main: string | undefined
  readonly select: (pointer: string | undefined, how?: SelectHow) => void
  readonly selectAll: (pointers: readonly string[]) => void
}

/** `toggle` adds one or takes it out; `range` takes all from the one at hand to this. */
export type SelectHow = 'only' | 'toggle' | 'range'

/** An element and what it is known by, should others come to stand before it. */
type Held = { readonly pointer: string; readonly id: string | undefined }

/** Everything that can be selected, in reading order: nodes, and the columns of sub-tables behind their table. */
export function stopsOf(draft: FormDraft): readonly string[] {
  return walkNodes(draft.form).flatMap(({ pointer }) => {
    const table = tableAt(draft, pointer)
    return table === undefined
      ? [pointer]
      : [pointer, ...columnsOf(table).map((_, at) => `${pointer}/columns/${at}`)]
  })
}

function idAt(draft: FormDraft, pointer: string): string | undefined {
  if (!isColumn(pointer)) return nodeAt(draft.form, pointer)?.id
  const found = columnAt(draft, pointer)
  return found?.field?.id ?? found?.column.field
}

function exists(draft: FormDraft, pointer: string): boolean {
  return isColumn(pointer)
    ? columnAt(draft, pointer) !== undefined
    : nodeAt(draft.form, pointer) !== undefined
}

/** Where something selected stands now: it moves when others are put before it, here or by somebody else. */
function found(draft: FormDraft, { pointer, id }: Held): string | undefined {
  if (id === undefined || idAt(draft, pointer) === id) return exists(draft, pointer) ? pointer : undefined
  if (isColumn(pointer)) return stopsOf(draft).find((one) => isColumn(one) && idAt(draft, one) === id)
  return walkNodes(draft.form).find(({ node }) => node.id === id)?.pointer
}

/** Pointers from one stop to another, both included. */
function between(draft: FormDraft, from: string, to: string): readonly string[] {
  const stops = stopsOf(draft)
  const [a, b] = [stops.indexOf(from), stops.indexOf(to)]
  if (a < 0 || b < 0) return [to]
  const range = stops.slice(Math.min(a, b), Math.max(a, b) + 1)
  return a <= b ? range : range.toReversed()
}

/** What is selected on a form. */
export function useSelection(draft: FormDraft): Selection {
  const [held, setHeld] = useState<readonly Held[]>([])
  const [anchor, setAnchor] = useState<string>()
  const all = useMemo(() => held.flatMap((one) => found(draft, one) ?? []), [held, draft])
  const main = all.at(-1)
  const hold = useCallback(
    (pointers: readonly string[]): void => setHeld(pointers.map((pointer) => ({ pointer, id: undefined }))),
    [],
  )
  // Ids are noted with the draft that stands after the edit, which may not be here yet.
  const noted = held.every(({ id, pointer }) => id !== undefined || idAt(draft, pointer) === undefined)
  if (!noted) setHeld(held.map(({ pointer, id }) => ({ pointer, id: id ?? idAt(draft, pointer) })))
  return {
    all,
    main,
    select: (pointer, how = 'only') => {
      if (pointer === undefined) return hold([])
      if (how === 'range') return hold(between(draft, anchor ?? main ?? pointer, pointer))
      setAnchor(pointer)
      if (how === 'only') return hold([pointer])
      return hold(all.includes(pointer) ? all.filter((one) => one !== pointer) : [...all, pointer])
    },
    selectAll: hold,
  }
}

/** The node that holds an element: the table of a column, the section or tabs of a node; undefined at the top. */
export function parentOf(draft: FormDraft, pointer: string): string | undefined {
  let at = spotOf(pointer).list
  while (at !== '' && nodeAt(draft.form, at) === undefined) at = at.slice(0, at.lastIndexOf('/'))
  return at === '' ? undefined : at
}

/** All that stand in the same list as an element. */
export function beside(draft: FormDraft, pointer: string | undefined): readonly string[] {
  const list = pointer === undefined ? '/nodes' : spotOf(pointer).list
  const table = tableAt(draft, list.replace(/\/columns$/, ''))
  const length =
    list.endsWith('/columns') && table !== undefined
      ? columnsOf(table).length
      : nodesAt(draft.form, list).length
  return Array.from({ length }, (_, at) => `${list}/${at}`)
}
