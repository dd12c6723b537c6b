import { auditedBy } from '../audit/audited-by.ts'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import { unindexRecords } from '../search/entries.ts'
import { forgetKeys } from '../duplicates/keep-keys.ts'
import { hidden, ownTable, quoted, recordTable } from '../sql/names.ts'
import type { RecordWrite, WriteResult } from '../types.ts'
import type { WriteContext } from './context.ts'
import { reread, told } from './create.ts'
import { explainFailure } from './failures.ts'
import { inScope, rightsOn } from './rights.ts'
import { release, takeBack } from './release.ts'
import { lockParents } from './lock-parents.ts'
import { keepComputed, parentsOf, settleRollups } from './rollups.ts'
import { insertAudit } from '../audit/insert.ts'
import { leaveTrail } from './trail.ts'
import type { EntityShape } from './shape.ts'
import { lockRow } from './lock.ts'
import { checkVersion, lockParentsOf } from './update.ts'
import { storedColumns } from './rows-sql.ts'
import { idOf, storedValues } from './values.ts'

type Removal = Extract<RecordWrite, { op: 'delete' | 'restore' | 'purge' }>
type Touched = WriteResult['touched']

const bin = rawSql(quoted(hidden.deletedAt))

/** Into the bin, back out of it, or away for good. */
export async function removeRecord(context: WriteContext, write: Removal): Promise<WriteResult> {
  const rights = rightsOn(context, write.entity)
  const shape = context.base.shapes.entity(write.entity)
  await lockParentsOf(context, shape, { id: write.id })
  const lock = await lockRow(context, shape, {
    id: write.id,
    scope: rights.delete,
    deleted: write.op !== 'delete',
  })
  const before = lock.values
  await checkVersion(context, shape, { before, expected: write.expectedVersion, yours: {} })
  const touched = await runners[write.op](context, shape, {
    before,
    deletedAt: lock.deletedAt ?? '',
  })
  const version = Number(before['version']) + 1
  const deletedAt = write.op === 'delete' ? context.base.now : null
  const after = { ...before, version }
  return { record: { id: write.id, version, values: {}, deletedAt }, before, after, changed: [], touched }
}

type Target = { readonly before: RecordValues; readonly deletedAt: string }

const runners: {
  readonly [O in Removal['op']]: (
    context: WriteContext,
    shape: EntityShape,
    target: Target,
  ) => Promise<Touched>
} = {
  delete: (context, shape, target) =>
    shape.entity.document.bin === false
      ? purge(context, shape, target)
      : toBin(context, shape, { rows: [target.before], depth: 0 }),
  restore: restore,
  purge: purge,
}

/** Many records into the bin, as one after the other: those in the actor's reach that are not there yet. */
export async function removeRecords(
  context: WriteContext,
  entity: string,
  ids: readonly string[],
): Promise<{ readonly removed: readonly string[]; readonly touched: Touched }> {
  const rights = rightsOn(context, entity)
  const shape = context.base.shapes.entity(entity)
  const table = recordTable(context.base.schema, shape.key)
  const list = sql`id = any(${bindSql(ids)}::uuid[]) and ${bin} is null`
  const seen = await context.runner.rows(sql`select ${storedColumns(shape)} from ${table} where ${list}`)
  // Parents come before their rows in the order of locks.
  await lockParents(
    context,
    parentsOf(
      context,
      shape,
      seen.map((row) => storedValues(shape, row)),
    ),
  )
  const found = await context.runner.rows(
    sql`select ${storedColumns(shape)} from ${table} where ${list} order by id for no key update`,
  )
  const rows = found.map((row) => storedValues(shape, row))
  const inside = await inScope(context, shape, { scope: rights.delete, rows })
  const gone = rows.filter((row) => inside.has(idOf(row)))
  const touched = await toBin(context, shape, { rows: gone, depth: 0 })
  return { removed: gone.map((row) => idOf(row)), touched }
}

/** Also for rows that go with their record; links from elsewhere decide by their `onDelete`. */
async function toBin(
  context: WriteContext,
  shape: EntityShape,
  given: { readonly rows: readonly RecordValues[]; readonly depth: number },
): Promise<Touched> {
  const { rows, depth } = given
  const ids = rows.map((row) => idOf(row))
  if (ids.length === 0 || depth > 8) return []
  const touched: Touched[number][] = []
  await lockParents(context, parentsOf(context, shape, rows))
  // First: the figures of what lies in the bin stay as they were. Nobody counts it any more before others let go of it:
  // figures that are made anew meanwhile are made without it.
  await setBin(context, shape, { ids, at: context.base.now })
  touched.push(
    ...(await keepComputed(
      context,
      shape,
      rows.map((row) => ({ before: row, after: null })),
    )),
  )
  for (const relation of shape.entity.relations)
    touched.push(...(await release(context, relation, { ids, depth, goOn: toBin })))
  await leaveTrail(
    context,
    shape,
    rows.map((row) => ({
      id: idOf(row),
      version: Number(row['version']) + 1,
      op: 'delete',
      changes: [],
      after: row,
    })),
  )
  return touched
}

async function setBin(
  context: WriteContext,
  shape: EntityShape,
  given: { readonly ids: readonly string[]; readonly at: string | null },
): Promise<void> {
  await explained(shape, () =>
    context.runner.change(
      sql`update ${recordTable(context.base.schema, shape.key)} set ${bin} = ${bindSql(given.at)}::timestamptz, version = version + 1, updated_at = ${bindSql(context.base.now)}::timestamptz, updated_by = ${bindSql(context.actor.userId)}::uuid where id = any(${bindSql(given.ids)}::uuid[])`,
    ),
  )
}

/** Rows of sub-tables that went at the same time come back too, and so does its place in the lists of others. */
async function restore(context: WriteContext, shape: EntityShape, target: Target): Promise<Touched> {
  const id = idOf(target.before)
  const { runner, base } = context
  await lockParents(context, parentsOf(context, shape, [target.before]))
  const touched: Touched[number][] = []
  for (const relation of shape.subtables) {
    const child = base.shapes.entity(relation.target)
    const found = await runner.rows(
      sql`select ${storedColumns(child)} from ${recordTable(base.schema, child.key)} where ${rawSql(quoted(relation.via))} = ${bindSql(id)}::uuid and date_trunc('milliseconds', ${bin}) = ${bindSql(target.deletedAt)}::timestamptz`,
    )
    const rows = found.map((row) => storedValues(child, row))
    await setBin(context, child, { ids: rows.map((row) => idOf(row)), at: null })
    touched.push(
      ...(await keepComputed(
        context,
        child,
        rows.map((row) => ({ before: null, after: row })),
      )),
    )
  }
  touched.push(...(await takeBack(context, shape, id)))
  // Last of all, with its figures as they are now: nobody counted it until here, so its parents take them whole.
  await setBin(context, shape, { ids: [id], at: null })
  touched.push(...(await settleRollups(context, shape, id)))
  const [after = target.before] = await reread(context, shape, [id])
  touched.push(...(await keepComputed(context, shape, [{ before: null, after }])))
  const version = Number(target.before['version']) + 1
  await leaveTrail(context, shape, [{ id, version, op: 'restore', changes: [], after }])
  return told(touched, new Set([id]))
}

/** For good: row, rows of its sub-tables and history. That it was done stays in the audit log. */
async function purge(context: WriteContext, shape: EntityShape, target: Target): Promise<Touched> {
  const { runner, base, actor } = context
  const { before } = target
  const id = idOf(before)
  // What lies in the bin was let go, and is counted nowhere, since it went there; so for all that goes along with it.
  const touched = target.deletedAt === '' ? await toBin(context, shape, { rows: [before], depth: 0 }) : []
  await explained(shape, () =>
    runner.change(sql`delete from ${recordTable(base.schema, shape.key)} where id = ${bindSql(id)}::uuid`),
  )
  await runner.change(
    sql`with i as (delete from ${ownTable(base.schema, 'field_interval')} where record_id = ${bindSql(id)}::uuid), s as (delete from ${ownTable(base.schema, 'rollup_state')} where record_id = ${bindSql(id)}::uuid), h as (delete from ${ownTable(base.schema, 'share')} where record_id = ${bindSql(id)}::uuid), k as (delete from ${ownTable(base.schema, 'kept_print')} where record_id = ${bindSql(id)}::uuid returning file_id), f as (update ${ownTable(base.schema, 'file')} set loose_until = ${bindSql(base.now)}::timestamptz where id in (select file_id from k)) delete from ${ownTable(base.schema, 'record_history')} where record_id = ${bindSql(id)}::uuid`,
  )
  await unindexRecords(context, [id])
  await forgetKeys(context, id)
  await insertAudit({ runner, schema: base.schema, at: base.now }, [
    {
      action: 'record.purge',
      ...auditedBy(actor),
      entity: shape.key,
      recordId: id,
      data: { version: Number(before['version']) },
    },
  ])
  return touched
}

async function explained<T>(shape: EntityShape, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw explainFailure(shape, error)
  }
}
