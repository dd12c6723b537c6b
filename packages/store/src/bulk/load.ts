import { auditedBy } from '../audit/audited-by.ts'
import { setImmediate as breath } from 'node:timers/promises'
import { evaluate, type Json, pathsOf } from '@mortise/expressions'
import { bindSql, sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { wantedValues } from '../records/allowed.ts'
import type { WriteContext } from '../records/context.ts'
import { takeNumbers } from '../records/counters.ts'
import { departmentsOf } from '../records/create.ts'
import { explainFailure } from '../records/failures.ts'
import { checkFiles } from '../records/files.ts'
import { checkAfter, checkLinks, checkMembers, rightsOn } from '../records/rights.ts'
import { leansOf } from '../records/leans.ts'
import { holdTargets, lockParents } from '../records/lock-parents.ts'
import { parentPlans } from '../records/rollup-plans.ts'
import { keepComputed, overMembers, parentsOf, recomputeRollups } from '../records/rollups.ts'
import type { EntityShape, FieldShape } from '../records/shape.ts'
import { insertAudit } from '../audit/insert.ts'
import { idOf, type StoredValues, toStored } from '../records/values.ts'
import { ownTable, quoted, tableName } from '../sql/names.ts'
import type { WriteResult } from '../types.ts'
import type { BulkConnection } from './connection.ts'
import { type CopyCell, copyCell, copyNull, copyText } from './encode.ts'
import { bulkIds, type BulkIds } from './ids.ts'

/** Many new records of one entity, one chunk of an import. */
export type BulkLoad = {
  readonly importId: string
  /** Place of the chunk in its import; the same place never comes twice. */
  readonly firstRow: number
  /** Rows of the file from there on that are not among `rows`. */
  readonly skipped: readonly number[]
  readonly entity: string
  /** Fields that came from the importer, whose rights have to allow them. */
  readonly given: readonly string[]
  /** Canonical values of every stored field, worked out as for any new record; running numbers are filled in here. */
  readonly rows: readonly { [field: string]: Json }[]
}

/** What a chunk has become. */
export type BulkLoaded = {
  readonly idOf: (row: number) => string
  /** Records whose roll-ups moved. */
  readonly touched: WriteResult['touched']
}

const pieceRows = 500

/**
 * Makes many records with one COPY in the caller's transaction, with the same rights, links, numbers and roll-ups as
 * records made one by one. Their history and first intervals follow from the chunk that is noted beside them.
 */
export async function loadRecords(
  context: WriteContext,
  connection: BulkConnection,
  load: BulkLoad,
): Promise<BulkLoaded> {
  const shape = context.base.shapes.entity(load.entity)
  const rights = rightsOn(context, load.entity)
  if (!rights.create) throw storeErrors.RECORD_FORBIDDEN()
  const rows = load.rows as readonly StoredValues[]
  const ids = bulkIds(Date.parse(context.base.now))
  if (rows.length === 0) return { idOf: ids.at, touched: [] }
  // Refuses fields the importer may not write, once for all rows.
  wantedValues(context, shape, {
    values: Object.fromEntries(load.given.map((key) => [key, null])),
    isNew: true,
  })
  await holdTargets(context, shape, { values: rows, rows: [] })
  emptyRollups(context, shape, rows)
  await fillOwners(context, rows)
  await takeNumbers(context, shape, rows)
  await checkLinks(context, shape, { keys: load.given, rows })
  await checkMembers(context, shape, {
    keys: load.given,
    rows: rows.map((after) => ({ before: null, after })),
  })
  await checkFiles(context, shape, {
    keys: load.given,
    rows: rows.map((values) => ({ before: undefined, values })),
  })
  await lockParents(context, parentsOf(context, shape, rows))
  const columns = columnsOf(context, shape, rows)
  const pieces = await encode(rows, { columns, ids, bytes: connection.bytes })
  const names = ['id', ...[...columns.own, ...columns.same].map(({ name }) => name)].map(quoted).join(', ')
  const table = `${quoted(context.base.schema)}.${quoted(tableName(shape.key))}`
  try {
    await connection.copy(`copy ${table} (${names}) from stdin`, pieces)
  } catch (error) {
    throw explainFailure(shape, error)
  }
  await checkGivenAway(context, shape, { rows, ids, given: load.given })
  await noteChunk(context, shape, { load, ids })
  return { idOf: ids.at, touched: await keepAround(context, shape, rows, ids) }
}

function emptyRollups(context: WriteContext, shape: EntityShape, rows: readonly StoredValues[]): void {
  const { now, timeZone, user } = context.base
  for (const { field, relation } of shape.rollups) {
    const expr = field.source?.from === 'rows' ? field.source.expr : null
    const none = { [relation.key]: [] }
    const valueOf = (row: StoredValues): Json =>
      toStored(field, evaluate(expr, { row, rows: none, now, timeZone, user }, shape.entity.scope))
    const own = pathsOf(expr).some((path) => path.split('.')[0] !== relation.key)
    const same = own ? undefined : valueOf({})
    for (const row of rows) row[field.key] = same === undefined ? valueOf(row) : same
  }
}

/** Brings up to date what leans on the new records, and their own figures over records they list. */
async function keepAround(
  context: WriteContext,
  shape: EntityShape,
  rows: readonly StoredValues[],
  ids: BulkIds,
): Promise<WriteResult['touched']> {
  const { shapes } = context.base
  const leaned = parentPlans(shapes, shape.key).length > 0 || leansOf(shapes).on(shape.key).length > 0
  const members = shape.rollups.some(overMembers)
  if (!leaned && !members) return []
  const made = rows.map((row, n): RecordValues => ({ ...row, id: ids.at(n), version: 1 }))
  const moved = await keepComputed(
    context,
    shape,
    made.map((after) => ({ before: null, after })),
  )
  if (!members) return moved
  const own = new Map([[shape.key, new Set(made.map((row) => idOf(row)))]])
  return [...moved, ...(await recomputeRollups(context, own, overMembers))]
}

/** A record belongs to its importer unless it is given to somebody, and to the department of its owner. */
async function fillOwners(context: WriteContext, rows: readonly StoredValues[]): Promise<void> {
  const { userId, departmentId } = context.actor
  const others = new Set<string>()
  for (const row of rows) {
    row['owner'] ??= userId
    if (row['owner'] === userId) row['department'] ??= departmentId
    if ((row['department'] ?? null) === null && row['owner'] !== null) others.add(row['owner'] as string)
  }
  if (others.size === 0) return
  const byOwner = await departmentsOf(context, [...others])
  for (const row of rows) row['department'] ??= byOwner.get(row['owner'] as string) ?? null
}

type Column = { readonly name: string; readonly key: string; readonly cell: CopyCell }
type Same = { readonly name: string; readonly text: string }

/** Columns that any row fills: those with the same in all rows, which is written down once, and the others. */
type Columns = { readonly same: readonly Same[]; readonly own: readonly Column[] }

function columnsOf(context: WriteContext, shape: EntityShape, rows: readonly StoredValues[]): Columns {
  const { now } = context.base
  const { userId } = context.actor
  const fixed: { readonly [key: string]: Json } = {
    created_by: userId,
    created_at: now,
    updated_by: userId,
    updated_at: now,
    version: 1,
  }
  const same: Same[] = []
  const own: Column[] = []
  for (const field of shape.stored) {
    const { key } = field
    if (key === 'id') continue
    if (key in fixed) {
      same.push(...constant(key, fixed[key] ?? null))
      continue
    }
    const first = rows[0]?.[key] ?? null
    const plain = typeof first !== 'object' || first === null
    if (plain && rows.every((row) => (row[key] ?? null) === first)) same.push(...constant(key, first, field))
    else own.push({ name: key, key, cell: copyCell(field) })
  }
  return { same, own }
}

function constant(name: string, value: Json, field?: FieldShape): readonly Same[] {
  if (value === null) return []
  const text = field === undefined ? copyText(String(value as string)) : copyCell(field)(value)
  return text === copyNull ? [] : [{ name, text }]
}

async function encode(
  rows: readonly StoredValues[],
  given: { readonly columns: Columns; readonly ids: BulkIds; readonly bytes: BulkConnection['bytes'] },
): Promise<readonly Buffer[]> {
  const { ids, bytes } = given
  const { same, own } = given.columns
  const pieces: Buffer[] = []
  const tail = `${same.map(({ text }) => `\t${text}`).join('')}\n`
  for (let at = 0; at < rows.length; at += pieceRows) {
    const end = Math.min(rows.length, at + pieceRows)
    // Put together at once: texts made of texts would be taken apart again.
    const parts: string[] = []
    for (let n = at; n < end; n += 1) {
      const row = rows[n] ?? {}
      parts.push(ids.at(n))
      for (const { key, cell } of own) parts.push('\t', cell(row[key]))
      parts.push(tail)
    }
    pieces.push(bytes(pieces.length, parts.join('')))
    // Somebody may be waiting for an answer of this process.
    await breath()
  }
  return pieces
}

/** Giving records to somebody else asks for the right to do so. */
async function checkGivenAway(
  context: WriteContext,
  shape: EntityShape,
  of: { readonly rows: readonly StoredValues[]; readonly ids: BulkIds; readonly given: readonly string[] },
): Promise<void> {
  const { rows, ids, given } = of
  if (!given.includes('owner') && !given.includes('department')) return
  const { userId, departmentId } = context.actor
  const away = rows.flatMap((row, n) =>
    row['owner'] === userId && row['department'] === departmentId ? [] : [{ ...row, id: ids.at(n) }],
  )
  if (away.length === 0) return
  const scope = rightsOn(context, shape.key).assignTo
  await checkAfter(context, shape, { rows: away, scope, assigned: true })
}

async function noteChunk(
  context: WriteContext,
  shape: EntityShape,
  of: { readonly load: BulkLoad; readonly ids: BulkIds },
): Promise<void> {
  const { base, actor, runner } = context
  const { load, ids } = of
  const { importId, firstRow, rows } = load
  const [first, last] = [ids.at(0), ids.at(rows.length - 1)]
  await runner.change(sql`insert into ${ownTable(base.schema, 'import_chunk')}
    (import_id, first_row, rows, skipped, tag, first_id, last_id, at, entity, actor, actor_name)
    values (${bindSql(importId)}::uuid, ${bindSql(firstRow)}::int, ${bindSql(rows.length)}::int,
      ${bindSql(load.skipped)}::int[], ${bindSql(ids.tag)},
      ${bindSql(first)}::uuid, ${bindSql(last)}::uuid, ${bindSql(base.now)}::timestamptz, ${bindSql(shape.historyKey)},
      ${bindSql(actor.userId)}::uuid, ${bindSql(actor.name)})`)
  if (shape.entity.document.audit === false) return
  await insertAudit({ runner, schema: base.schema, at: base.now }, [
    {
      action: 'record.import',
      ...auditedBy(actor),
      entity: shape.key,
      recordId: null,
      data: { import: importId, firstRow, rows: rows.length, first, last, fields: [...load.given] },
    },
  ])
}
