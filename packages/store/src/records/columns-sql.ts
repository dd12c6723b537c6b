import type { Json } from '@mortise/expressions'
import { type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { Runner } from '../database/runner.ts'
import { castType } from '../ddl/columns.ts'
import { quoted, recordTable } from '../sql/names.ts'
import { type NewRow, textOnce } from './rows-sql.ts'
import type { EntityShape, FieldShape } from './shape.ts'

/** Whoever wrote, and when: mostly the same for all rows, so it travels once. */
const often = new Set([
  'owner',
  'department',
  'created_by',
  'created_at',
  'updated_by',
  'updated_at',
  'version',
])

type Column = { readonly field: FieldShape; readonly type: string; readonly same: boolean }

/**
 * Inserts many rows column by column, only columns that any row fills: what Postgres takes apart fastest, next to COPY,
 * which would need a connection of its own. Rows come back as they go in, so nobody waits for them.
 */
export function postColumns(
  target: { readonly runner: Runner; readonly schema: string; readonly shape: EntityShape },
  rows: readonly NewRow[],
  explain: (error: unknown) => unknown,
): Promise<void> {
  const { runner, schema, shape } = target
  const columns = shape.stored.flatMap((field): readonly Column[] => {
    const { key, column } = field
    const first = rows[0]?.[key] ?? null
    const same = often.has(key) && rows.every((row) => (row[key] ?? null) === first)
    if (same ? first === null : rows.every((row) => (row[key] ?? null) === null)) return []
    return [{ field, same, type: column ? castType(column) : 'text' }]
  })
  const key = columns.map(({ field, same }) => `${field.key}${same ? '=' : ''}`).join(' ')
  const text = textOnce(shape, `${schema} columns ${key}`, () => insertSql(schema, shape, columns))
  const values = columns.map(({ field, same }): Json => {
    if (same) return rows[0]?.[field.key] ?? null
    const isList = field.column?.type.endsWith('[]') === true
    const isJson = field.column?.type === 'jsonb'
    return rows.map((row): Json => {
      const value = row[field.key] ?? null
      if (value === null) return null
      return isList ? arrayText(value) : isJson ? JSON.stringify(value) : value
    })
  })
  return runner.post({ text, values }, explain)
}

/** Numbered by hand: parameters stand in the order of the columns, whichever part of the statement they are in. */
function insertSql(schema: string, shape: EntityShape, columns: readonly Column[]): Fragment {
  const lists: string[] = []
  const cells = columns.map(({ type, same }, at) => {
    if (same) return `$${at + 1}::${type}`
    // Lists in lists would come apart as one: theirs travel as text.
    const isList = type.endsWith('[]')
    lists.push(`$${at + 1}::${isList ? 'text' : type}[]`)
    return isList ? `x.c${lists.length}::${type}` : `x.c${lists.length}`
  })
  const names = columns.map(({ field }) => quoted(field.key)).join(', ')
  const list = lists.map((_, at) => `c${at + 1}`).join(', ')
  return sql`insert into ${recordTable(schema, shape.key)} (${rawSql(names)}) select ${rawSql(cells.join(', '))} from unnest(${rawSql(lists.join(', '))}) as x(${rawSql(list)})`
}

function arrayText(value: Json): string {
  const items = (Array.isArray(value) ? value : [value]) as readonly Json[]
  const texts = items.map((one) => `"${String(one as string).replaceAll(/["\\]/g, (sign) => `\\${sign}`)}"`)
  return `{${texts.join(',')}}`
}
