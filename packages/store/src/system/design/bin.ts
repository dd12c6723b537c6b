import { rawSql, sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import { newId } from '../../database/ids.ts'
import type { Row } from '../../database/runner.ts'
import type { BinRow, DesignTables, ShadowColumn } from '../../tables/design.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textSql, timeSql, uuidSql, uuidsSql } from '../values.ts'

const columns = rawSql(
  'id, kind, key, field, app, element, entity, label, json, version, shadow, columns, author, at',
)

type Stored = Omit<BinRow, 'shadow'> & {
  readonly shadow: string | null
  readonly columns: readonly ShadowColumn[] | null
}

function binRow({ shadow, columns: held, ...row }: Stored): BinRow {
  const { entity } = row
  if (shadow === null || entity === null) return { ...row, shadow: null }
  const field = row.field === null ? null : row.element
  return { ...row, shadow: { entity, field, name: shadow, columns: held ?? [] } }
}

/** Elements that were taken away. */
export function binTables(context: SystemContext): Pick<DesignTables, 'bin' | 'putBin' | 'leaveBin'> {
  const { runner } = context
  const bin = context.table('design_bin')
  return {
    bin: async (before) => {
      const old = before === undefined ? rawSql('') : sql`where at < ${timeSql(before)}`
      const rows = await runner.rows<Stored & Row>(sql`select ${columns} from ${bin} ${old} order by id desc`)
      return rows.map(binRow)
    },
    putBin: async (rows) => {
      for (const row of rows)
        await runner.change(sql`insert into ${bin} (${columns}) values (${uuidSql(newId())},
          ${textSql(row.kind)}, ${textSql(row.key)}, ${textSql(row.field)}, ${textSql(row.app)},
          ${textSql(row.element)}, ${textSql(row.entity)}, ${jsonSql(row.label)},
          ${jsonSql(row.json)}, ${rawSql(String(Math.trunc(row.version)))}, ${textSql(row.shadow?.name ?? null)},
          ${jsonSql((row.shadow?.columns ?? []) as unknown as Json)}, ${textSql(row.author)}, ${context.nowSql()})`)
    },
    leaveBin: async (ids) => {
      await runner.change(sql`delete from ${bin} where id = any(${uuidsSql(ids)})`)
    },
  }
}
