import { Client, escapeIdentifier } from 'pg'

/** Rows of every table, by table, each as plain JSON in an order of its own. */
export type Dump = { readonly [table: string]: readonly { readonly [column: string]: unknown }[] }

/** Everything that the tables of a schema hold, but for some tables and columns, to be compared with a later one. */
export async function dumpSchema(
  url: string,
  schema: string,
  leaveOut: { readonly tables?: readonly string[]; readonly columns?: readonly string[] } = {},
): Promise<Dump> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      'select tablename as name from pg_tables where schemaname = $1 order by 1',
      [schema],
    )
    const dump: { [table: string]: Dump[string] } = {}
    for (const { name } of tables.rows) {
      if (leaveOut.tables?.includes(name) === true) continue
      const from = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`
      const found = await client.query<{ row: Dump[string][number] }>(
        `select to_jsonb(t) - $1::text[] as row from ${from} t order by (to_jsonb(t) - $1::text[])::text`,
        [leaveOut.columns ?? []],
      )
      dump[name] = found.rows.map(({ row }) => row)
    }
    return dump
  } finally {
    await client.end()
  }
}
