import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordValues, RelationModel } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { hidden, ownTable, quoted, recordTable } from '../sql/names.ts'
import type { RecordWrite, WriteResult } from '../types.ts'
import type { WriteContext } from './context.ts'
import { explainFailure } from './failures.ts'
import { rightsOn } from './rights.ts'
import { lockParents, parentsOf, recomputeRollups } from './rollups.ts'
import { insertAudit, leaveTrail } from './trail.ts'
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
  await lockParentsOf(context, shape, { id: write.id, values: {} })
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
  delete: (context, shape, { before }) =>
    shape.entity.document.bin === false
      ? purge(context, shape, before)
      : toBin(context, shape, { rows: [before], depth: 0 }),
  restore: restore,
  purge: (context, shape, { before }) => purge(context, shape, before),
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
  const touched: { entity: string; id: string }[] = []
  for (const relation of shape.entity.relations)
    touched.push(...(await release(context, relation, { ids, depth, shape })))
  await setBin(context, shape, { ids, at: context.base.now })
  const parents = parentsOf(context, shape, rows)
  await lockParents(context, parents)
  touched.push(...(await recomputeRollups(context, parents)))
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

/** What becomes of rows that link to records on their way to the bin. */
async function release(
  context: WriteContext,
  relation: RelationModel,
  given: { readonly ids: readonly string[]; readonly depth: number; readonly shape: EntityShape },
): Promise<Touched> {
  const child = context.base.shapes.entity(relation.target)
  const rule = relation.owned ? 'cascade' : (child.fields.get(relation.via)?.column?.onDelete ?? 'restrict')
  const table = recordTable(context.base.schema, child.key)
  const linked = sql`${rawSql(quoted(relation.via))} = any(${bindSql(given.ids)}::uuid[]) and ${bin} is null`
  if (rule === 'restrict') {
    const used = await context.runner.first(sql`select 1 as one from ${table} where ${linked} limit 1`)
    if (used) throw storeErrors.RECORD_IN_USE({ entity: child.key })
    return []
  }
  if (rule === 'set_null') {
    await context.runner.change(
      sql`update ${table} set ${rawSql(quoted(relation.via))} = null, version = version + 1, updated_at = ${bindSql(context.base.now)}::timestamptz where ${linked}`,
    )
    return []
  }
  const found = await context.runner.rows(
    sql`select ${storedColumns(child)} from ${table} where ${linked} order by id for no key update`,
  )
  const rows = found.map((row) => storedValues(child, row)).filter((row) => !given.ids.includes(idOf(row)))
  return toBin(context, child, { rows, depth: given.depth + 1 })
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

/** Rows of sub-tables that went at the same time come back too. */
async function restore(context: WriteContext, shape: EntityShape, target: Target): Promise<Touched> {
  const id = idOf(target.before)
  await setBin(context, shape, { ids: [id], at: null })
  for (const relation of shape.subtables) {
    const child = context.base.shapes.entity(relation.target)
    const found = await context.runner.rows<{ id: string }>(
      sql`select id from ${recordTable(context.base.schema, child.key)} where ${rawSql(quoted(relation.via))} = ${bindSql(id)}::uuid and date_trunc('milliseconds', ${bin}) = ${bindSql(target.deletedAt)}::timestamptz`,
    )
    await setBin(context, child, { ids: found.map((row) => row.id), at: null })
  }
  const touched = await recomputeRollups(
    context,
    new Map([[shape.key, new Set([id])], ...parentsOf(context, shape, [target.before])]),
  )
  const version = Number(target.before['version']) + 1
  await leaveTrail(context, shape, [{ id, version, op: 'restore', changes: [], after: target.before }])
  return touched.filter((one) => one.id !== id)
}

/** For good: row, rows of its sub-tables and history. That it was done stays in the audit log. */
async function purge(context: WriteContext, shape: EntityShape, before: RecordValues): Promise<Touched> {
  const { runner, base, actor } = context
  const id = idOf(before)
  const parents = parentsOf(context, shape, [before])
  await lockParents(context, parents)
  await explained(shape, () =>
    runner.change(sql`delete from ${recordTable(base.schema, shape.key)} where id = ${bindSql(id)}::uuid`),
  )
  await runner.change(
    sql`with i as (delete from ${ownTable(base.schema, 'field_interval')} where record_id = ${bindSql(id)}::uuid) delete from ${ownTable(base.schema, 'record_history')} where record_id = ${bindSql(id)}::uuid`,
  )
  await insertAudit(runner, base.schema, [
    {
      at: base.now,
      action: 'record.purge',
      actor: actor.userId,
      actorName: actor.name,
      via: actor.via,
      ip: actor.ip ?? null,
      entity: shape.key,
      recordId: id,
      data: { version: Number(before['version']) },
    },
  ])
  return recomputeRollups(context, parents)
}

async function explained<T>(shape: EntityShape, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw explainFailure(shape, error)
  }
}
