import type { EntityDocument, FieldDocument, FormNode } from '@mortise/schema'
import { columnAt, type Column } from './subtable.ts'
import { type FormDraft, rowsOf } from './draft.ts'
import { listsOf, nodeAt, nodesAt } from './tree.ts'

/** What was copied off a form: parts of it with the fields they show, or columns of a sub-table with theirs. */
export type Clip = {
  readonly clip: 'mortise-form'
  /** The entity it was copied from, with just the fields that came along. */
  readonly entity: EntityDocument
  readonly nodes: readonly FormNode[]
  readonly columns: readonly Column[]
  /** Entities of the rows of sub-tables that came along. */
  readonly children: { readonly [key: string]: EntityDocument }
}

/** A node and all inside it, in reading order. */
export function nodesWithin(node: FormNode): readonly FormNode[] {
  const holder = { key: '', entity: '', purpose: 'edit', nodes: [node] } as const
  return [
    node,
    ...listsOf(node, '/nodes/0').flatMap((list) => nodesAt(holder, list).flatMap((one) => nodesWithin(one))),
  ]
}

/** Keys of the entity's own fields that nodes show. */
export function fieldsShown(nodes: readonly FormNode[]): ReadonlySet<string> {
  const keys = nodes
    .flatMap((node) => nodesWithin(node))
    .flatMap((node) => ('field' in node && node.type !== 'related_list' ? [node.field] : []))
  return new Set(keys)
}

/** Of several pointers those that don't lie inside another of them, in reading order. */
export function outermost(pointers: Iterable<string>): readonly string[] {
  const all = [...new Set(pointers)].sort(byPlace)
  return all.filter((one) => !all.some((other) => one.startsWith(`${other}/`)))
}

/** Reading order of pointers: numbers by size. */
export function byPlace(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** Copies what stands at pointers; columns only where nothing else is among them. */
export function clipOf(draft: FormDraft, pointers: readonly string[]): Clip | undefined {
  const places = outermost(pointers)
  // A column is no part of the form by itself, even where it has the look of one.
  const parts = places.filter((one) => columnAt(draft, one) === undefined)
  const nodes = parts.flatMap((one) => nodeAt(draft.form, one) ?? [])
  if (nodes.length === 0) return columnClip(draft, places)
  const shown = fieldsShown(nodes)
  const fields = draft.entity.fields.filter(({ key }) => shown.has(key))
  const targets = fields.flatMap((field) => rowsOf(field)?.target ?? [])
  const children = Object.fromEntries(
    targets.flatMap((key) => (draft.children[key] === undefined ? [] : [[key, draft.children[key]]])),
  ) as Clip['children']
  return { clip: 'mortise-form', entity: { ...draft.entity, fields }, nodes, columns: [], children }
}

function columnClip(draft: FormDraft, places: readonly string[]): Clip | undefined {
  const found = places.flatMap((one) => columnAt(draft, one) ?? [])
  const [first] = found
  if (first === undefined) return undefined
  const own = found.filter(({ table }) => table.pointer === first.table.pointer)
  const fields = own.flatMap(({ field }): readonly FieldDocument[] => (field === undefined ? [] : [field]))
  return {
    clip: 'mortise-form',
    entity: { ...first.table.child, fields },
    nodes: [],
    columns: own.map(({ column }) => column),
    children: {},
  }
}

/** Reads what stands on a clipboard; undefined unless it was copied off a form. */
export function readClip(text: string): Clip | undefined {
  try {
    const read = JSON.parse(text) as Partial<Clip> | null
    const whole =
      read?.clip === 'mortise-form' && Array.isArray(read.nodes) && Array.isArray(read.entity?.fields)
    return whole ? ({ columns: [], children: {}, ...read } as Clip) : undefined
  } catch {
    return undefined
  }
}
