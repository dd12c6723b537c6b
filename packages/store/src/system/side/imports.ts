import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type { ImportLine, ImportRow, ImportTables } from '../../tables/imports.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { importFixTables } from './import-fixes.ts'
import { asideTables, mappingTables } from './import-memory.ts'
import { assignments, given, isUuid, jsonSql, rowsSql, textSql, timeSql, uuidSql } from '../values.ts'

const columns = rawSql(
  `id, entity, file_id as "fileId", file_name as "fileName", state, mapping, options, report, created_by as "createdBy", created_at as "createdAt", cursor`,
)
const lineColumns = rawSql(`line, outcome, record_id as "recordId", message, cells`)

async function create(
  context: SystemContext,
  row: Parameters<ImportTables['create']>[0],
): Promise<ImportRow> {
  const made: ImportRow = {
    ...row,
    id: newId(),
    state: 'uploaded',
    mapping: {},
    options: {},
    report: {},
    createdAt: context.now(),
    cursor: 0,
  }
  await context.runner.change(sql`insert into ${context.table('import')}
    (id, entity, file_id, file_name, state, mapping, options, report, created_by, created_at, cursor)
    values (${uuidSql(made.id)}, ${textSql(made.entity)}, ${uuidSql(made.fileId)}, ${textSql(made.fileName)},
      ${textSql(made.state)}, '{}', '{}', '{}', ${uuidSql(made.createdBy)}, ${timeSql(made.createdAt)}, 0)`)
  return made
}

async function update(
  context: SystemContext,
  id: string,
  patch: Parameters<ImportTables['update']>[1],
): Promise<void> {
  const set = assignments({
    state: given(patch.state, textSql),
    mapping: given(patch.mapping, jsonSql),
    options: given(patch.options, jsonSql),
    report: given(patch.report, jsonSql),
    cursor: given(patch.cursor, (cursor) => sql`${bindSql(cursor)}::int`),
  })
  if (set === undefined) return
  const changed = await context.runner.change(
    sql`update ${context.table('import')} set ${set} where id = ${uuidSql(id)}`,
  )
  if (changed === 0) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'import' })
}

/** A line that is run again replaces what became of it the first time. */
async function addLines(context: SystemContext, id: string, lines: readonly ImportLine[]): Promise<void> {
  if (lines.length === 0) return
  const rows = lines.map((line) => ({
    ...line,
    message: JSON.stringify(line.message),
    cells: JSON.stringify(line.cells),
  }))
  await context.runner.change(sql`insert into ${context.table('import_line')}
      (import_id, line, outcome, record_id, message, cells)
    select ${uuidSql(id)}, "line", "outcome", "recordId", "message"::json, "cells"::json
    from json_to_recordset(${rowsSql(rows)}) as x ("line" int, "outcome" text, "recordId" uuid, "message" text, "cells" text)
    on conflict (import_id, line) do update set outcome = excluded.outcome, record_id = excluded.record_id,
      message = excluded.message, cells = excluded.cells`)
}

/** Imports and their lines. */
export function importTables(context: SystemContext): ImportTables {
  const { runner } = context
  const table = context.table('import')
  return {
    create: (row) => create(context, row),
    get: async (id, lock = false) => {
      if (!isUuid(id)) return null
      if (lock && !runner.inTransaction) throw systemErrors.SYSTEM_TRANSACTION_NEEDED({ what: 'import lock' })
      const row = await runner.first<ImportRow>(
        sql`select ${columns} from ${table} where id = ${uuidSql(id)} ${rawSql(lock ? 'for update' : '')}`,
      )
      return row ?? null
    },
    ...asideTables(context),
    ...mappingTables(context),
    ...importFixTables(context),
    update: (id, patch) => update(context, id, patch),
    list: (limit) =>
      runner.rows<ImportRow>(sql`select ${columns} from ${table} order by id desc limit ${bindSql(limit)}`),
    addLines: (id, lines) => addLines(context, id, lines),
    lines: (id, { outcome, after, limit }) =>
      runner.rows<ImportLine>(sql`select ${lineColumns} from ${context.table('import_line')}
        where import_id = ${uuidSql(id)} and line > ${bindSql(after)}::int
          ${outcome === undefined ? rawSql('') : sql`and outcome = ${textSql(outcome)}`}
        order by line limit ${bindSql(limit)}`),
  }
}
