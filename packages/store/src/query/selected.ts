import { evaluate, type Json, pathsOf } from '@mortise/expressions'
import { type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import { readRight } from '../access/read-right.ts'
import { blankOf } from '../database/blank.ts'
import type { Row } from '../database/runner.ts'
import type { FieldShape } from '../records/shape.ts'
import type { LinkedRowLike, StoredRecord } from '../types.ts'
import type { QueryBase } from './context.ts'
import { fieldSql, linked, pathSql, type Place, scopeSql, withRights } from './place.ts'
import { refuseTooLarge, shownSql } from './select.ts'

/** Whose request it is, and when: what a value that JavaScript works out may ask for. */
export type Moment = Pick<QueryBase, 'user' | 'now' | 'timeZone' | 'fiscalYearStart'>

/** A selected field with its place in the answer. */
export type Selected = {
  readonly path: string
  readonly sql: Fragment
  /** Entity whose record, person or department the value names, or whose records it lists. */
  readonly target?: string | undefined
  /** Only needed to work out another one. */
  readonly helper?: true
  /** Makes the value out of the column's and the row's, by index. */
  readonly finish?: (value: Json, row: Row, moment: Moment) => Json
}

const aliases: string[] = []

function alias(index: number): string {
  return (aliases[index] ??= `c${index}`)
}

/** Columns of a select list by path. Helpers of computed values stand beside them. */
export function selectFields(place: Place, paths: readonly string[]): readonly Selected[] {
  refuseTooLarge('fields', paths.length, 2_000)
  const selected: Selected[] = []
  for (const path of paths) {
    const keys = path.split('.')
    const holder = keys.slice(0, -1).reduce(linked, place)
    const field = holder.shape?.fields.get(keys.at(-1) ?? '')
    if (field?.javascript) selected.push(...computed(holder, { field, path, from: selected.length }))
    else
      selected.push({
        path,
        sql: shownSql(holder, [keys.at(-1) ?? '']),
        target: field?.target ?? field?.members,
        ...fitted(field),
      })
  }
  return selected
}

// What a query works out has the digits of arithmetic; the field says how many it shows.
function fitted(field: FieldShape | undefined): Pick<Selected, 'finish'> {
  const fit = field?.source?.from === 'query' ? field.type?.fit : undefined
  if (fit === undefined || field === undefined) return {}
  return { finish: (value) => (value === null ? null : fit(value, field.model.document)) }
}

/** A formula that only JavaScript can work out: what it reads is selected, and it runs on each row of the answer. */
function computed(
  place: Place,
  given: { readonly field: FieldShape; readonly path: string; readonly from: number },
): readonly Selected[] {
  const { field, path, from } = given
  const { shape, context } = place
  if (shape === undefined || field.source?.from !== 'query') return []
  const { expr } = field.source
  const rights = context.access.entity(shape.key)
  const right = place.rights === 'actor' || place.rights === 'blank' ? readRight(rights, field.key) : 'read'
  // The same error as for any field out of reach.
  if (right === 'hidden' && place.rights === 'actor') return [{ path, sql: fieldSql(place, field.key) }]
  const inner = withRights(place, place.rights === 'system' ? 'system' : 'lenient')
  const reads = pathsOf(expr).filter(
    (one) => shape.fields.has(one.split('.')[0] ?? '') && !shape.entity.relation(one.split('.')[0] ?? ''),
  )
  const helpers = reads.map(
    (one): Selected => ({ path: one, sql: pathSql(inner, one.split('.')), helper: true }),
  )
  const scope =
    right !== 'read'
      ? false
      : rights && place.rights === 'actor'
        ? rights.fieldScope(field.key, 'read')
        : null
  const finish = (allowed: Json, row: Row, moment: Moment): Json => {
    const { user, now, timeZone, fiscalYearStart } = moment
    if (allowed !== true) return null
    const here = nested(
      reads.map((one, index) => [one.split('.'), (row[alias(from + index)] ?? null) as Json]),
    )
    const value = evaluate(expr, { ...here, user, now, timeZone, fiscalYearStart }, shape.entity.scope)
    return value === null ? null : (field.type?.fit?.(value, field.model.document) ?? value)
  }
  return [...helpers, { path, sql: scopeSql(place, scope), finish }]
}

/** Values by path as a row with its links. */
function nested(values: readonly (readonly [readonly string[], Json])[]): LinkedRowLike {
  const row: { [key: string]: Json } = {}
  const behind = new Map<string, (readonly [readonly string[], Json])[]>()
  for (const [[head = '', ...rest], value] of values) {
    if (rest.length === 0) row[head] = value
    else behind.set(head, [...(behind.get(head) ?? []), [rest, value]])
  }
  if (behind.size === 0) return { row }
  return { row, links: Object.fromEntries([...behind].map(([key, inner]) => [key, nested(inner)])) }
}

/** `, expr as "c0"` for each; paths may be longer than Postgres lets a name be. */
export function listSql(selected: readonly Selected[]): Fragment {
  return joinSql(
    selected.map((one, index) => sql`, ${one.sql} as ${rawSql(alias(index))}`),
    '',
  )
}

const blanks = new WeakMap<readonly Selected[], RecordValues>()

function blankFor(selected: readonly Selected[]): RecordValues {
  let blank = blanks.get(selected)
  if (blank === undefined) {
    blank = blankOf(selected.flatMap(({ path, helper }) => (helper ? [] : [path])))
    blanks.set(selected, blank)
  }
  return blank
}

/** Selected values of a row by path. */
export function selectedValues(row: Row, selected: readonly Selected[], moment: Moment): RecordValues {
  const values: { [field: string]: Json } = { ...blankFor(selected) }
  for (let index = 0; index < selected.length; index += 1) {
    const { path, finish, helper } = selected[index] as Selected
    if (helper) continue
    const value = (row[alias(index)] ?? null) as Json
    values[path] = finish ? finish(value, row, moment) : value
  }
  return values
}

/** A row as a record with the selected values. */
export function recordOf(row: Row, selected: readonly Selected[], moment: Moment): StoredRecord {
  return {
    id: row['_id'] as string,
    version: row['_version'] as number,
    values: selectedValues(row, selected, moment),
    deletedAt: (row['_deleted'] ?? null) as string | null,
  }
}
