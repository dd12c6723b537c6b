import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import type { AsideRow, ImportTables } from '../../tables/imports.ts'
import { placeIn } from '../../bulk/ids.ts'
import { recordTable, tableName } from '../../sql/names.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, rowsSql, textSql, uuidSql } from '../values.ts'

const columns = rawSql(`row_index as "index", line, cells, why, candidates`)

/** Rows of a file that wait, and the ids its bulk transactions gave out. */
export function asideTables(
  context: SystemContext,
): Pick<
  ImportTables,
  'addAside' | 'aside' | 'asideCount' | 'dropAside' | 'importedIds' | 'rowsOfIds' | 'indexesOf'
> {
  const { runner } = context
  const table = context.table('import_aside')
  return {
    addAside: async (id, rows) => {
      if (rows.length === 0) return
      const list = rows.map((row) => ({
        ...row,
        cells: JSON.stringify(row.cells),
        candidates: JSON.stringify(row.candidates),
      }))
      await runner.change(sql`insert into ${table} (import_id, row_index, line, cells, why, candidates)
        select ${uuidSql(id)}, "index", "line", "cells"::json, "why", "candidates"::json
        from json_to_recordset(${rowsSql(list)}) as x ("index" int, "line" int, "cells" text, "why" text, "candidates" text)
        on conflict (import_id, row_index) do update set why = excluded.why, candidates = excluded.candidates`)
    },
    aside: (id, { why, limit, after = -1 }) =>
      runner.rows<AsideRow>(sql`select ${columns} from ${table}
        where import_id = ${uuidSql(id)} and why = ${textSql(why)} and row_index > ${bindSql(after)}::int
        order by row_index limit ${bindSql(limit)}`),
    asideCount: async (id, why) => {
      const row = await runner.first<{ count: number }>(sql`select count(*)::int as count from ${table}
        where import_id = ${uuidSql(id)} and why = ${textSql(why)}`)
      return row?.count ?? 0
    },
    dropAside: async (id, indexes) => {
      await runner.change(sql`delete from ${table}
        where import_id = ${uuidSql(id)} and row_index = any(${bindSql(indexes)}::int[])`)
    },
    indexesOf: async (entity) => {
      const rows = await runner.rows<{ name: string }>(sql`select indexname as name from pg_indexes
        where schemaname = ${bindSql(context.schema)} and tablename = ${bindSql(tableName(entity))} order by 1`)
      return rows.map(({ name }) => name)
    },
    rowsOfIds: async (id, ids) => {
      const chunks = await runner.rows<Chunk>(sql`select tag, first_row as first, skipped
        from ${context.table('import_chunk')} where import_id = ${uuidSql(id)}`)
      const byTag = new Map(chunks.map((chunk) => [chunk.tag, chunk]))
      return ids.flatMap((one) => {
        const chunk = byTag.get(one.slice(-12))
        return chunk === undefined ? [] : [rowOf(chunk, placeIn(one))]
      })
    },
    importedIds: async (id, { entity, after, limit }) => {
      const records = recordTable(context.schema, entity)
      const rows = await runner.rows<{ id: string }>(sql`select r.id from ${context.table('import_chunk')} c
        join lateral (select id from ${records} r
          where r.id between c.first_id and c.last_id and r.id > ${uuidSql(after)}
            and right(r.id::text, 12) = c.tag and r._deleted_at is null
          order by r.id limit ${bindSql(limit)}) r on true
        where c.import_id = ${uuidSql(id)} and c.last_id > ${uuidSql(after)}
        order by r.id limit ${bindSql(limit)}`)
      return rows.map((row) => row.id)
    },
  }
}

type Chunk = { readonly tag: string; readonly first: number; readonly skipped: readonly number[] }

/** Row of the file of the nth record of a chunk. */
function rowOf({ first, skipped }: Chunk, place: number): number {
  let row = first + place
  for (const one of skipped.toSorted((a, b) => a - b)) if (one <= row) row += 1
  return row
}

/** How files were mapped before. */
export function mappingTables(context: SystemContext): Pick<ImportTables, 'mapping' | 'keepMapping'> {
  const { runner } = context
  const table = context.table('import_mapping')
  return {
    mapping: async ({ entity, signature, userId }) =>
      (await runner.first<{ mapping: Json; options: Json }>(sql`select mapping, options from ${table}
        where entity = ${textSql(entity)} and signature = ${textSql(signature)}
        order by used_by = ${uuidSql(userId)} desc, used_at desc limit 1`)) ?? null,
    keepMapping: async ({ entity, signature, userId }, { mapping, options }) => {
      await runner.change(sql`insert into ${table} (entity, signature, used_by, mapping, options, used_at)
        values (${textSql(entity)}, ${textSql(signature)}, ${uuidSql(userId)}, ${jsonSql(mapping)}, ${jsonSql(options)}, ${context.nowSql()})
        on conflict (entity, signature, used_by) do update set mapping = excluded.mapping, options = excluded.options,
          used_at = excluded.used_at`)
    },
  }
}
