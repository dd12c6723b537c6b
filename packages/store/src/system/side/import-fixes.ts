import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { FaultRow, FixRow, ImportFixTables, MadeRow } from '../../tables/import-fixes.ts'
import type { SystemContext } from '../context.ts'
import { rowsSql, uuidSql } from '../values.ts'

const fixColumns = rawSql(`column_index as "column", row_index as "row", original, words, shown`)
const faultColumns = rawSql(`row_index as "index", line, cells, outcome, faults`)
const cellKey = rawSql(
  `(import_id, column_index, row_index, (case when row_index < 0 then md5(original) else '' end))`,
)

async function putFix(
  context: SystemContext,
  id: string,
  given: { readonly fix: FixRow; readonly author: string },
): Promise<void> {
  const { fix, author } = given
  await context.runner.change(sql`insert into ${context.table('import_fix')}
      (import_id, column_index, row_index, original, words, shown, author, at)
    select ${uuidSql(id)}, "column", "row", "original", "words", "shown", ${uuidSql(author)}, ${context.nowSql()}
    from json_to_recordset(${rowsSql([fix])})
      as x ("column" int, "row" int, "original" text, "words" text, "shown" text)
    on conflict ${cellKey} do update set words = excluded.words, shown = excluded.shown,
      author = excluded.author, at = excluded.at`)
}

async function putFaults(context: SystemContext, id: string, rows: readonly FaultRow[]): Promise<void> {
  if (rows.length === 0) return
  const list = rows.map((row) => ({
    ...row,
    cells: JSON.stringify(row.cells),
    faults: JSON.stringify(row.faults),
  }))
  await context.runner.change(sql`insert into ${context.table('import_fault')}
      (import_id, row_index, line, cells, outcome, faults)
    select ${uuidSql(id)}, "index", "line", "cells"::json, "outcome", "faults"::json
    from json_to_recordset(${rowsSql(list)})
      as x ("index" int, "line" int, "cells" text, "outcome" text, "faults" text)
    on conflict (import_id, row_index) do update set outcome = excluded.outcome, faults = excluded.faults`)
}

/** Corrections of an import, the rows they are for, and the records it made beside its own. */
export function importFixTables(context: SystemContext): ImportFixTables {
  const { runner } = context
  const fix = context.table('import_fix')
  const fault = context.table('import_fault')
  const made = context.table('import_made')
  const of = (id: string): ReturnType<typeof sql> => sql`where import_id = ${uuidSql(id)}`
  return {
    fixes: (id) =>
      runner.rows<FixRow>(
        sql`select ${fixColumns} from ${fix} ${of(id)} order by column_index, row_index, original`,
      ),
    putFix: (id, given) => putFix(context, id, given),
    dropFix: async (id, { column, row, original }) => {
      await runner.change(sql`delete from ${fix} ${of(id)} and column_index = ${bindSql(column)}::int
        and row_index = ${bindSql(row)}::int and (row_index >= 0 or original = ${bindSql(original)})`)
    },
    dropFixes: async (id) => {
      await runner.change(sql`delete from ${fix} ${of(id)}`)
    },
    faults: (id) =>
      runner.rows<FaultRow>(sql`select ${faultColumns} from ${fault} ${of(id)} order by row_index`),
    putFaults: (id, rows) => putFaults(context, id, rows),
    dropFaults: async (id) => {
      await runner.change(sql`delete from ${fault} ${of(id)}`)
    },
    addMade: async (id, rows) => {
      if (rows.length === 0) return
      await runner.change(sql`insert into ${made} (import_id, entity, record_id, version)
        select ${uuidSql(id)}, "entity", "id", "version"
        from json_to_recordset(${rowsSql([...rows])}) as x ("entity" text, "id" uuid, "version" int)
        on conflict do nothing`)
    },
    made: (id, { after, limit }) =>
      runner.rows<MadeRow>(sql`select entity, record_id as "id", version from ${made} ${of(id)}
        and record_id > ${uuidSql(after)} order by record_id limit ${bindSql(limit)}`),
    madeCounts: async (id) => {
      const rows = await runner.rows<{ entity: string; count: number }>(
        sql`select entity, count(*)::int as count from ${made} ${of(id)} group by entity order by entity`,
      )
      return Object.fromEntries(rows.map(({ entity, count }) => [entity, count]))
    },
  }
}
