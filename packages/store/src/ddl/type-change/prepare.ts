import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Model } from '@mortise/schema'
import { newId } from '../../database/ids.ts'
import type { Row, Runner } from '../../database/runner.ts'
import { quoted, recordTable, tableName } from '../../sql/names.ts'
import { columnType } from '../columns.ts'
import { nextName } from '../names.ts'
import { addCounts, convertBatch, type Places } from './batch.ts'
import { dropTypeChange, keepTypeChange, preparationOf, typeChangeRows, undoneBy } from './rows.ts'
import { lateFunction, preparedNames } from './steps.ts'
import { largeTable, type TypeChange, type TypeChangeRow } from './types.ts'
import { factsOf, isWritten, valueChange } from './values.ts'
import { convertLate, emptyTwins, lockSoon } from './work.ts'

/** What a preparation works with: a pool for its many small transactions. */
export type PrepareGround = {
  readonly runner: Runner
  readonly transaction: <T>(work: (runner: Runner) => Promise<T>) => Promise<T>
  readonly schema: string
  readonly model: Model
  readonly now: () => string
  /** Stops after the batch at hand; what is done so far is kept. */
  readonly signal?: AbortSignal | undefined
}

const batchSize = 1000
const few = 200

/** Whether an entity has so many records that its types are changed beside the running work. */
export async function isLarge(runner: Runner, schema: string, entity: string): Promise<boolean> {
  const row = await runner.first<Row & { n: string | number }>(
    sql`select count(*) as n from (select 1 from ${recordTable(schema, entity)} limit ${bindSql(largeTable)}) x`,
  )
  return Number(row?.n ?? 0) >= largeTable
}

/** How many records an entity has. */
export async function recordCount(runner: Runner, schema: string, entity: string): Promise<number> {
  const row = await runner.first<Row & { n: string | number }>(
    sql`select count(*) as n from ${recordTable(schema, entity)}`,
  )
  return Number(row?.n ?? 0)
}

/**
 * Works out the new values of a large table beside the running work: in a column nobody sees, some records at a time,
 * with a note of every record that is written meanwhile. What is left for the publication is a swap of names. Begun
 * work is taken up where it stopped; another change of the same field takes its place.
 */
export async function prepareTypeChange(ground: PrepareGround, change: TypeChange): Promise<TypeChangeRow> {
  let row = await beginning(ground, change)
  if (row.state === 'ready') return row
  const places = placesOf(ground, change, row)
  while (isWritten(change.next) && ground.signal?.aborted !== true) {
    const { atRecord: after, id } = row
    const done = await ground.transaction((runner) =>
      convertBatch(runner, { ...places, yieldsTo: id }, { after, limit: batchSize }),
    )
    if (done.last === null) break
    row = { ...row, atRecord: done.last, counts: addCounts(row.counts, done.counts) }
    await keepTypeChange(ground.runner, ground.schema, row)
  }
  if (ground.signal?.aborted === true) return row
  await emptyTwins(ground.runner, places)
  await makeIndexes(ground, change, places.into)
  while ((await catchUp(ground, places, row.id)) > few);
  row = { ...row, state: 'ready' }
  await keepTypeChange(ground.runner, ground.schema, row)
  return row
}

function placesOf(
  ground: PrepareGround,
  change: TypeChange,
  row: TypeChangeRow,
): Places & { readonly into: string } {
  const { schema, model } = ground
  const origin = row.originColumn ?? undefined
  return {
    schema,
    change,
    from: change.old.key,
    into: row.nextColumn ?? nextName(change.next.key, row.id),
    ...(origin === undefined ? {} : { origin }),
    turn: valueChange(change, model, origin !== undefined),
  }
}

const catchUp = (ground: PrepareGround, places: Places, id: string): Promise<number> =>
  ground.transaction((runner) => convertLate(runner, { ...places, yieldsTo: id }, id))

async function beginning(ground: PrepareGround, change: TypeChange): Promise<TypeChangeRow> {
  const { runner, schema } = ground
  const rows = await typeChangeRows(runner, schema)
  const known = preparationOf(change, rows)
  if (known !== undefined) return known
  for (const row of rows)
    if (row.state !== 'done' && isOther(row, change)) await discardPreparation(ground, change.entity.key, row)
  const id = newId()
  const row: TypeChangeRow = {
    id,
    entity: change.entity.historyKey,
    field: change.next.historyKey,
    from: factsOf(change.old),
    to: factsOf(change.next),
    state: 'preparing',
    nextColumn: nextName(change.next.key, id),
    keptColumn: null,
    originColumn: undoneBy(change, rows)?.keptColumn ?? null,
    atRecord: null,
    counts: {},
    startedAt: ground.now(),
    doneAt: null,
  }
  await ground.transaction(async (tx) => {
    await lockSoon(tx, schema, change.entity.key)
    for (const text of openingSql(schema, change, row)) await tx.rows(rawSql(text))
    await keepTypeChange(tx, schema, row)
  })
  return row
}

const isOther = (row: TypeChangeRow, change: TypeChange): boolean =>
  row.entity === change.entity.historyKey &&
  (row.field === change.next.historyKey || row.field === change.old.historyKey)

/** Gives up a preparation that nobody will publish. */
export async function discardPreparation(
  ground: Pick<PrepareGround, 'transaction' | 'schema'>,
  entity: string,
  row: TypeChangeRow,
): Promise<void> {
  const { schema } = ground
  await ground.transaction(async (tx) => {
    await lockSoon(tx, schema, entity)
    await tx.rows(
      rawSql(`drop function if exists ${quoted(schema)}.${quoted(lateFunction(row.id))}() cascade`),
    )
    if (row.nextColumn !== null)
      await tx.rows(
        rawSql(
          `alter table ${quoted(schema)}.${quoted(tableName(entity))} drop column if exists ${quoted(row.nextColumn)}`,
        ),
      )
    await dropTypeChange(tx, schema, row.id)
  })
}

/** The column for the new values, and a trigger that notes whose old value is written meanwhile. */
function openingSql(schema: string, change: TypeChange, row: TypeChangeRow): readonly string[] {
  const { entity, old, next } = change
  if (next.column === null) return []
  const table = `${quoted(schema)}.${quoted(tableName(entity.key))}`
  const note = `${quoted(schema)}.${quoted(lateFunction(row.id))}`
  const value = quoted(old.key)
  const trigger = (suffix: string, when: string, condition: string): string =>
    `create trigger ${quoted(`${lateFunction(row.id)}_${suffix}`)} after ${when} on ${table} for each row when (${condition}) execute function ${note}()`
  return [
    `alter table ${table} add column ${quoted(row.nextColumn ?? '')} ${columnType(next.column)}`,
    `create function ${note}() returns trigger language plpgsql as $body$
begin
  insert into ${quoted(schema)}.type_change_late (change_id, record_id) values ('${row.id}', new.id);
  return null;
end
$body$`,
    trigger('new', 'insert', `new.${value} is not null`),
    trigger('set', `update of ${value}`, `old.${value} is distinct from new.${value}`),
  ]
}

/** Indexes and the foreign key of the new column, without holding writers up. */
async function makeIndexes(ground: PrepareGround, change: TypeChange, column: string): Promise<void> {
  const { runner, schema } = ground
  const table = `${quoted(schema)}.${quoted(tableName(change.entity.key))}`
  for (const { kind, make, from } of preparedNames(schema, change, column)) {
    if (kind === 'index') {
      // One that was left half made by a crash is of no use.
      await runner.rows(rawSql(`drop index if exists ${quoted(schema)}.${quoted(from)}`))
      await runner.rows(rawSql(make.replace(/^create (unique )?index/u, 'create $1index concurrently')))
      continue
    }
    const found = await runner.first(
      sql`select 1 from pg_constraint where conname = ${bindSql(from)} and connamespace = ${bindSql(schema)}::regnamespace`,
    )
    if (found === undefined)
      await ground.transaction(async (tx) => {
        await lockSoon(tx, schema, change.entity.key)
        await tx.rows(rawSql(`${make} not valid`))
      })
    await runner.rows(rawSql(`alter table ${table} validate constraint ${quoted(from)}`))
  }
}
