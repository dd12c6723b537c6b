import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Model } from '@mortise/schema'
import type { Row, Runner } from '../../database/runner.ts'
import { hidden, ownTable, quoted, recordTable } from '../../sql/names.ts'
import type { StepWork } from '../types.ts'
import { addCounts, convertBatch, type Places } from './batch.ts'
import { keepTypeChange } from './rows.ts'
import type { ConversionCounts } from './types.ts'
import { isWritten, valueChange } from './values.ts'

const batchSize = 2000
const nothing: ConversionCounts = { rows: 0, exact: 0, changed: 0, impossible: 0, edited: 0 }

/** Carries out the part of a publication that the field types do themselves, in its transaction. */
export async function carryOutWork(
  runner: Runner,
  given: { readonly schema: string; readonly model: Model; readonly work: StepWork },
): Promise<void> {
  const { schema, model, work } = given
  const { change, from, into, origin, only, row } = work
  const places: Places = {
    schema,
    change,
    from,
    into,
    ...(origin === undefined ? {} : { origin }),
    turn: valueChange(change, model, origin !== undefined),
  }
  if (only !== undefined) {
    // From here on nobody writes until the names are swapped; what came late is little by now.
    await lockSoon(runner, schema, change.entity.key)
    await convertLate(runner, places, only)
    await keepTypeChange(runner, schema, row)
    return
  }
  let counts = nothing
  let after: string | null = null
  // What a formula or roll-up gives is worked out by itself afterwards.
  while (isWritten(change.next)) {
    const done = await convertBatch(runner, places, { after, limit: batchSize })
    counts = addCounts(counts, done.counts)
    if (done.last === null) break
    after = done.last
  }
  await emptyTwins(runner, places)
  await keepTypeChange(runner, schema, { ...row, counts })
}

/** Of values that may be there once only, the first record keeps its own; the others stay with the old ones. */
export async function emptyTwins(runner: Runner, { schema, change, into }: Places): Promise<void> {
  const unique = change.next.model.document.unique === true || change.next.column?.unique === true
  if (!unique || into === undefined) return
  const [table, column] = [recordTable(schema, change.entity.key), rawSql(quoted(into))]
  await runner.change(
    sql`update ${table} t set ${column} = null from (select id, row_number() over (partition by ${column} order by id) as n from ${table} where ${column} is not null and ${rawSql(quoted(hidden.deletedAt))} is null) x where t.id = x.id and x.n > 1`,
  )
}

/** Works out anew what was written during the preparation; gives how many records that were. */
export async function convertLate(runner: Runner, places: Places, id: string): Promise<number> {
  let all = 0
  for (;;) {
    const late = ownTable(places.schema, 'type_change_late')
    const rows = await runner.rows<Row & { id: string }>(
      sql`delete from ${late} where seq in (select seq from ${late} where change_id = ${bindSql(id)}::uuid order by seq limit ${bindSql(batchSize)}) returning record_id as id`,
    )
    if (rows.length === 0) return all
    await convertBatch(runner, places, { ids: [...new Set(rows.map((row) => row.id))] })
    all += rows.length
    // While others write, more may be coming in all the time: one round, then others have their turn.
    if (places.yieldsTo !== undefined) return all
  }
}

const tries = 25

/**
 * Takes the table for itself, in short tries: whoever waits for a table lock has all later writers wait behind it, so a
 * long reader must not make this one wait.
 */
export async function lockSoon(runner: Runner, schema: string, entity: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await runner.rows(rawSql('savepoint table_lock'))
    try {
      await runner.rows(rawSql(`set local lock_timeout = '300ms'`))
      await runner.rows(sql`lock table ${recordTable(schema, entity)} in access exclusive mode`)
      await runner.rows(rawSql(`set local lock_timeout = '3s'`))
      return
    } catch (error) {
      if (attempt === tries) throw error
      await runner.rows(rawSql('rollback to savepoint table_lock'))
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
