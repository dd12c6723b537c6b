import { bindSql, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Runner } from '../database/runner.ts'
import { quoted, recordTable, tableName } from '../sql/names.ts'

/**
 * Lets the planner learn all columns of a table as well as it learns them by itself: what `restoreLifted` leaves out to be
 * done sooner, and the database would make up for only after many more changes. What indexes work out is known already.
 */
export async function learnTable(runner: Runner, schema: string, entity: string): Promise<void> {
  const columns = await runner.rows<{ name: string }>(sql`select attname as name from pg_attribute
    where attrelid = to_regclass(${bindSql(`${quoted(schema)}.${quoted(tableName(entity))}`)})
      and attnum > 0 and not attisdropped order by attnum`)
  if (columns.length === 0) return
  const names = joinSql(
    columns.map(({ name }) => rawSql(quoted(name))),
    ', ',
  )
  await runner.rows(sql`analyze ${recordTable(schema, entity)} (${names})`)
}
