import type { Expression, Json } from '@mortise/expressions'
import type { FormPickNode, FormQueryNode, RecordValues, SortKey } from '@mortise/schema'
import { draftOf, finish } from './draft.ts'
import { bindRecord, writtenOut } from './filters.ts'
import { readRecord } from './link-filter.ts'
import { isWritable, targetOf, writeFitted } from './places.ts'
import type { Dirty } from './recompute.ts'
import { settle } from './settle.ts'
import { putRows, roomFor } from './rows.ts'
import { recordName } from './slots.ts'
import type { FormProgram, FormState } from './types.ts'

/** What to ask the server for, on behalf of a pick or a query. */
export type NodeQuery = {
  readonly entity: string
  /** What is shown and what is filled in from. */
  readonly fields: readonly string[]
  readonly filter?: Expression
  readonly sort?: readonly SortKey[]
  readonly limit: number
  /** False while everything that the filter reads of this record is empty: then nothing fits yet. */
  readonly ready: boolean
}

const most = 20

/** The query of a node over other records, with this record's values put into its filter. */
export function nodeQuery(
  program: FormProgram,
  state: FormState,
  node: FormPickNode | FormQueryNode,
): NodeQuery {
  const read = (path: string): Json => readRecord(state, path)
  const written = (path: string): Expression =>
    writtenOut(program, program.entity.scope, { path, value: read(path) })
  const fill = node.type === 'pick' ? Object.values(node.fill) : []
  const limit = node.type === 'query' ? (node.show === 'value' ? 1 : (node.limit ?? most)) : 50
  const paths = node.filter === undefined ? [] : recordPaths(node.filter)
  return {
    entity: node.entity,
    fields: [...new Set([...node.columns, ...fill])],
    ...(node.filter === undefined ? {} : { filter: bindRecord(node.filter, written) }),
    ...(node.sort === undefined ? {} : { sort: node.sort }),
    limit,
    ready: paths.length === 0 || paths.some((path) => read(path) !== null),
  }
}

/** Paths of the record at hand that a filter over others reads. */
function recordPaths(filter: Expression): readonly string[] {
  if (Array.isArray(filter)) return filter.flatMap((one: Json) => recordPaths(one))
  if (typeof filter !== 'object' || filter === null) return []
  const named = (filter as { readonly [key: string]: Json })['var']
  const path = Array.isArray(named) ? (named as readonly Json[])[0] : named
  if (typeof path === 'string' && path.startsWith(`${recordName}.`))
    return [path.slice(recordName.length + 1)]
  return Object.values(filter as { readonly [key: string]: Json }).flatMap((one) => recordPaths(one))
}

/**
 * Takes over what a person has picked: into the record (the first one), or as rows of a sub-table as far as there is
 * room. Values are read by the types of the fields they come to; a field of the record that is read-only stays. One step.
 */
export function applyPick(
  program: FormProgram,
  state: FormState,
  picked: { readonly node: FormPickNode; readonly rows: readonly RecordValues[] },
): FormState {
  const { node, rows } = picked
  const chosen = node.multiple === true ? rows : rows.slice(0, 1)
  if (chosen.length === 0) return state
  return node.into === undefined
    ? fillRecord(program, state, picked)
    : fillRows(program, state, { node, rows: chosen })
}

function filledFrom({ fill }: FormPickNode, row: RecordValues): RecordValues {
  return Object.fromEntries(Object.entries(fill).map(([field, source]) => [field, row[source] ?? null]))
}

function fillRecord(
  program: FormProgram,
  state: FormState,
  { node, rows }: { readonly node: FormPickNode; readonly rows: readonly RecordValues[] },
): FormState {
  const draft = draftOf(program, state, true)
  const dirty: Dirty = new Map()
  const settled = new Set<string>()
  for (const [key, value] of Object.entries(filledFrom(node, rows[0] ?? {}))) {
    const target = targetOf(draft, key)
    if (target === undefined || program.tables.has(key) || !isWritable(draft, target)) continue
    settled.add(key)
    draft.touched.add(key)
    writeFitted(draft, dirty, { target, value })
  }
  settle(draft, dirty, settled)
  return finish(draft)
}

function fillRows(
  program: FormProgram,
  state: FormState,
  { node, rows }: { readonly node: FormPickNode; readonly rows: readonly RecordValues[] },
): FormState {
  const table = node.into ?? ''
  const plan = program.tables.get(table)
  const room = roomFor(program, state, table)
  if (plan === undefined || table === '' || room === 0) return state
  const draft = draftOf(program, state, true)
  const there = state.tables[table]?.length ?? 0
  const computed = (key: string): boolean => plan.fields.get(key)?.computed !== false
  const list = rows
    .slice(0, room)
    .map((row) => Object.fromEntries(Object.entries(filledFrom(node, row)).filter(([key]) => !computed(key))))
  putRows(draft, plan, { list: list.map((values) => ({ values })), at: there })
  return finish(draft)
}
