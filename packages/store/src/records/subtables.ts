import type { Json } from '@mortise/expressions'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordValues, RelationModel } from '@mortise/schema'
import { newId } from '../database/ids.ts'
import type { Row } from '../database/runner.ts'
import { storeErrors } from '../errors.ts'
import { indexRecords } from '../search/entries.ts'
import { hidden, quoted, recordTable } from '../sql/names.ts'
import type { WriteResult } from '../types.ts'
import { wantedValues } from './allowed.ts'
import type { WriteContext } from './context.ts'
import { takeNumbers } from './counters.ts'
import { checkFiles } from './files.ts'
import { checkLinks, checkMembers } from './rights.ts'
import { keepComputed } from './rollups.ts'
import type { RowChange } from './row-change.ts'
import { insertRows, type NewRow, replaceRows, storedColumns } from './rows-sql.ts'
import type { EntityAccess } from '../types.ts'
import type { EntityShape } from './shape.ts'
import type { FieldChange } from './trail.ts'
import { changedFields, idOf, type StoredValues, storedValues } from './values.ts'

/** What happened to the rows of one sub-table; `change` is absent when nothing did. */
export type SubtableChange = {
  readonly key: string
  readonly change?: FieldChange
  /** The rows themselves, for what leans on them. */
  readonly child: EntityShape
  readonly rows: readonly RowChange[]
}

type Given = {
  readonly id: string
  readonly rows: ReadonlyMap<string, readonly RecordValues[]>
  /** See `WantedValues`. */
  readonly asked: ReadonlyMap<string, readonly RecordValues[]>
  readonly isNew: boolean
}

/**
 * Saves the rows of a record: those with an id are changed, those without are made, those left out go to the bin, and
 * the order is the order of the list.
 */
export async function saveRows(
  context: WriteContext,
  shape: EntityShape,
  given: Given,
): Promise<readonly SubtableChange[]> {
  const changes: SubtableChange[] = []
  for (const relation of shape.subtables) {
    const rows = given.rows.get(relation.key)
    if (rows !== undefined)
      changes.push(
        await saveSubtable(context, shape, {
          relation,
          rows,
          asked: given.asked.get(relation.key),
          ...pick(given),
        }),
      )
  }
  return changes
}

const pick = ({ id, isNew }: Given): { id: string; isNew: boolean } => ({ id, isNew })

type OneSubtable = {
  readonly relation: RelationModel
  readonly rows: readonly RecordValues[]
  readonly asked: readonly RecordValues[] | undefined
  readonly id: string
  readonly isNew: boolean
}

async function saveSubtable(
  context: WriteContext,
  parent: EntityShape,
  given: OneSubtable,
): Promise<SubtableChange> {
  const { relation, rows, id, isNew } = given
  const child = context.base.shapes.entity(relation.target)
  const target = { runner: context.runner, schema: context.base.schema, shape: child }
  const existing = isNew ? [] : await currentRows(context, child, { via: relation.via, parent: id })
  const byId = new Map(existing.map((row) => [idOf(row), row]))
  const wanted = rows.map((row, position) => {
    const { id: rowId, [relation.via]: _parent, ...values } = row
    const old = typeof rowId === 'string' ? byId.get(rowId) : undefined
    if (rowId !== undefined && rowId !== null && old === undefined)
      throw storeErrors.RECORD_ROW_UNKNOWN({ name: relation.key })
    const own = ownValues(child, values, { old, rights: context.base.access.entity(child.key) })
    const split = byWriter(own, given.asked && (given.asked[position] ?? {}))
    return { old, position, made: wantedValues(context, child, { ...split, isNew: old === undefined }) }
  })
  const fresh = wanted.filter(({ old }) => old === undefined)
  const inserts = fresh.map(({ made, position }) =>
    rowOf(context, child, { values: { ...made.values, [relation.via]: id }, position }),
  )
  await takeNumbers(context, child, inserts as unknown as readonly StoredValues[])
  const keys = [...new Set(wanted.flatMap(({ made }) => made.own))]
  await checkLinks(context, child, { keys, rows: wanted.map(({ made }) => made.values) })
  await checkMembers(context, child, {
    keys,
    rows: wanted.map(({ old, made }) => ({
      before: old ? storedValues(child, old) : null,
      after: { ...(old ? storedValues(child, old) : {}), ...made.values },
    })),
  })
  await checkFiles(context, child, {
    keys,
    rows: wanted.map(({ old, made }) => ({ before: old && storedValues(child, old), values: made.values })),
  })
  const updates = wanted.flatMap(({ old, made, position }) => {
    if (old === undefined) return []
    const next = rowOf(context, child, { values: made.values, position, old })
    const moved = old[hidden.position] !== position
    const changed = changedFields(child, storedValues(child, old), next).length > 0
    return moved || changed ? [next] : []
  })
  const kept = new Set(wanted.flatMap(({ old }) => (old ? [idOf(old)] : [])))
  const gone = existing.filter((row) => !kept.has(idOf(row)))
  const inserted = await insertRows(target, inserts)
  const updated = await replaceRows(target, updates)
  await indexRecords(context, child, [
    ...inserted.map((row) => ({ before: null, after: storedValues(child, row) })),
    ...updated.map((row) => ({
      before: storedValues(child, byId.get(idOf(row)) ?? {}),
      after: storedValues(child, row),
    })),
  ])
  await toBin(
    context,
    child,
    gone.map((row) => idOf(row)),
  )
  return describe(parent, relation, { child, byId, inserted, updated, gone })
}

/** Brings up to date what leans on saved rows, all rows of one entity at once. */
export async function keepAboutRows(
  context: WriteContext,
  saved: readonly SubtableChange[],
): Promise<WriteResult['touched']> {
  const touched: WriteResult['touched'][number][] = []
  for (const [child, changes] of Map.groupBy(saved, (one) => one.child))
    touched.push(
      ...(await keepComputed(
        context,
        child,
        changes.flatMap(({ rows }) => rows),
      )),
    )
  return touched
}

/** Tells what the actor gave of a row from what was worked out; all of it is the actor's where nothing was. */
function byWriter(
  values: RecordValues,
  asked: RecordValues | undefined,
): { readonly values: RecordValues; readonly derived?: RecordValues } {
  if (asked === undefined) return { values }
  const entries = Object.entries(values)
  const given = ([key]: readonly [string, Json]): boolean => Object.hasOwn(asked, key)
  return {
    values: Object.fromEntries(entries.filter(given)),
    derived: Object.fromEntries(entries.filter((entry) => !given(entry))),
  }
}

/**
 * Values that a row repeats as they are need no right: a form sends whole rows. What the writer can't read is never taken
 * for repeated, or guessing would tell it.
 */
function ownValues(
  child: EntityShape,
  values: RecordValues,
  given: { readonly old: Row | undefined; readonly rights: EntityAccess | undefined },
): RecordValues {
  const stored = given.old && storedValues(child, given.old)
  return Object.fromEntries(
    Object.entries(values).filter(([key, value]) => {
      const field = child.fields.get(key)
      if (field?.model.system !== true && given.rights?.fieldScope(key, 'read') !== null) return true
      if (field === undefined || stored === undefined || !(key in stored))
        return field?.model.system !== true || value !== null
      return JSON.stringify(stored[key] ?? null) !== JSON.stringify(value === '' ? null : value)
    }),
  )
}

function currentRows(
  context: WriteContext,
  child: EntityShape,
  of: { readonly via: string; readonly parent: string },
): Promise<readonly Row[]> {
  return context.runner.rows(
    sql`select ${storedColumns(child)} from ${recordTable(context.base.schema, child.key)} where ${rawSql(quoted(of.via))} = ${bindSql(of.parent)}::uuid and ${rawSql(quoted(hidden.deletedAt))} is null order by id for no key update`,
  )
}

function rowOf(
  context: WriteContext,
  child: EntityShape,
  given: { readonly values: StoredValues; readonly position: number; readonly old?: Row },
): NewRow {
  const { now } = context.base
  const { userId, departmentId } = context.actor
  const base: { [column: string]: Json } = {}
  for (const { key } of child.stored) base[key] = null
  const before = given.old
    ? storedValues(child, given.old)
    : { ...base, owner: userId, department: departmentId, created_by: userId, created_at: now }
  const version = given.old ? Number(given.old['version']) + 1 : 1
  return {
    ...before,
    ...given.values,
    id: given.old ? idOf(given.old) : newId(Date.parse(now)),
    updated_by: userId,
    updated_at: now,
    version,
    [hidden.position]: given.position,
  }
}

async function toBin(context: WriteContext, child: EntityShape, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await context.runner.change(
    sql`update ${recordTable(context.base.schema, child.key)} set ${rawSql(quoted(hidden.deletedAt))} = ${bindSql(context.base.now)}::timestamptz, version = version + 1 where id = any(${bindSql(ids)}::uuid[])`,
  )
}

function describe(
  parent: EntityShape,
  relation: RelationModel,
  rows: {
    readonly child: EntityShape
    readonly byId: ReadonlyMap<string, Row>
    readonly inserted: readonly Row[]
    readonly updated: readonly Row[]
    readonly gone: readonly Row[]
  },
): SubtableChange {
  const { child, byId, inserted, updated, gone } = rows
  if (inserted.length + updated.length + gone.length === 0) return { key: relation.key, child, rows: [] }
  const plain = (list: readonly Row[]): Json => list.map((row) => filled(child, row))
  const replaced = updated.map((row) => byId.get(idOf(row))).filter((row) => row !== undefined)
  const old = [...replaced, ...gone]
  const field = parent.fields.get(relation.key)?.historyKey ?? relation.key
  const values = (row: Row | undefined): RecordValues | null => (row ? storedValues(child, row) : null)
  return {
    key: relation.key,
    change: { field, from: plain(old), to: plain([...inserted, ...updated]) },
    child,
    rows: [
      ...inserted.map((row) => ({ before: null, after: values(row) })),
      ...updated.map((row) => ({ before: values(byId.get(idOf(row))), after: values(row) })),
      ...gone.map((row) => ({ before: values(row), after: null })),
    ],
  }
}

function filled(child: EntityShape, row: Row): Json {
  const values = Object.entries(storedValues(child, row)).filter(
    ([key, value]) => value !== null && (key === 'id' || child.fields.get(key)?.model.system !== true),
  )
  return { ...Object.fromEntries(values), position: (row[hidden.position] ?? null) as Json }
}
