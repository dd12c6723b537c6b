import type { Pool } from 'pg'
import { loaded } from '../kit/load.ts'
import { schema } from '../kit/workspace.ts'

type Column = { readonly table: string; readonly column: string; readonly type: string }

/**
 * Copies every record of the demo with all that belongs to it, until there are so many opportunities: customers keep their
 * deals, contracts and visits, in the proportions that the demo has. A copy's ids begin with its number; people and
 * departments stay the same.
 */
export async function copyDemo(pool: Pool, opportunities: number): Promise<void> {
  const { rows: counted } = await pool.query<{ n: number }>(
    `select count(*)::int as n from ${schema}.r_opportunity`,
  )
  const copies = Math.ceil(opportunities / Math.max(1, counted[0]?.n ?? 0)) - 1
  const columns = await columnsOf(pool)
  const unique = await uniqueTexts(pool)
  await pool.query(`alter system set max_wal_size = '8GB'`)
  await pool.query('select pg_reload_conf()')
  const tables = [...Map.groupBy(columns, (one) => one.table)]
  const copied = await filled(
    pool,
    tables.map(([table]) => table),
  )
  const ids = `(select id from ${schema}.bench_copied)`
  await pool.query(`create unlogged table ${schema}.bench_copied as
    ${copied
      .filter((table) => table.startsWith('r_'))
      .map((table) => `select id from ${schema}.${table}`)
      .join(' union all ')}`)
  for (const [table, own] of tables) {
    if (!copied.includes(table)) continue
    const links = new Set<string>()
    for (const { column, type } of own)
      if (type === 'uuid' && (await names(pool, { table, column, ids }))) links.add(column)
    await copyTable(pool, { table, own, links, unique, copies })
  }
  await pool.query(`drop table ${schema}.bench_copied`)
  await pool.query('vacuum analyze')
}

/** Columns that are written: of the records, and of how long their fields had which value. */
async function columnsOf(pool: Pool): Promise<readonly Column[]> {
  const { rows } = await pool.query<Column>(
    `select table_name as "table", column_name as "column", udt_name as type from information_schema.columns
     where table_schema = $1 and (table_name like 'r\\_%' or table_name = 'field_interval')
       and is_generated = 'NEVER' and is_identity = 'NO' order by table_name, ordinal_position`,
    [schema],
  )
  return rows
}

async function filled(pool: Pool, tables: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const table of tables) {
    const { rows } = await pool.query(`select 1 from ${schema}.${table} limit 1`)
    if (rows.length > 0) found.push(table)
  }
  return found
}

/** Texts that no two records may share, as `table.column`. */
async function uniqueTexts(pool: Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ at: string }>(
    `select c.relname || '.' || a.attname as at from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
       join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
     where i.indisunique and n.nspname = $1 and t.typname = 'text' and c.relname like 'r\\_%'`,
    [schema],
  )
  return new Set(rows.map(({ at }) => at))
}

/** Whether a column names records that are copied too. */
async function names(
  pool: Pool,
  { table, column, ids }: { readonly table: string; readonly column: string; readonly ids: string },
): Promise<boolean> {
  const { rows } = await pool.query(`select 1 from ${schema}.${table} where "${column}" in ${ids} limit 1`)
  return rows.length > 0
}

/** All copies of the rows of a table at once. */
async function copyTable(
  pool: Pool,
  given: {
    readonly table: string
    readonly own: readonly Column[]
    readonly links: ReadonlySet<string>
    readonly unique: ReadonlySet<string>
    readonly copies: number
  },
): Promise<void> {
  const { table, own, links, unique, copies } = given
  const value = ({ column }: Column): string => {
    if (links.has(column)) return `(lpad(to_hex(n), 8, '0') || substr(t."${column}"::text, 9))::uuid`
    return unique.has(`${table}.${column}`) ? `t."${column}" || '-' || n` : `t."${column}"`
  }
  await loaded(pool, table, (client) =>
    client.query(
      `insert into ${schema}.${table} (${own.map(({ column }) => `"${column}"`).join(', ')})
       select ${own.map(value).join(', ')} from ${schema}.${table} as t cross join generate_series(1, ${copies}) as n`,
    ),
  )
}
