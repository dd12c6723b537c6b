import { type ExpressionType, makeScope, type Scope, type ScopeName } from '@mortise/expressions'
import { type Fragment, joinSql, rawSql, sql, toSql } from '@mortise/expressions/sql'
import type { AggregateRows } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import type { QueryBase } from './context.ts'
import { type Output, outputName } from './figures.ts'
import type { MadeRows } from './place.ts'

/** Groups of a query with their figures, before they are filtered, sorted or cut off. */
export type Grouped = { readonly outputs: readonly Output[]; readonly inner: Fragment }

type Column = { readonly key: string; readonly sql: Fragment; readonly type: ExpressionType }

const scopeOf = (columns: readonly Column[]): Scope =>
  makeScope(
    'rows',
    columns.map((one): ScopeName => ({ key: one.key, label: one.key, type: one.type, nullable: true })),
  )

/** Compiles an expression over columns of a statement. */
function compiled(
  base: QueryBase,
  columns: readonly Column[],
  given: { readonly expr: AggregateRows['columns'][number]['expr']; readonly as: 'value' | 'condition' },
): Fragment & { readonly type: ExpressionType } {
  const { now, timeZone, fiscalYearStart, workdays, user } = base
  return toSql(given.expr, scopeOf(columns), {
    now,
    timeZone,
    fiscalYearStart,
    workdays,
    user,
    as: given.as,
    sql: {
      column: ([key = '']) => columns.find((one) => one.key === key)?.sql ?? unknown(key),
      relation: ([key = '']) => unknown(key),
    },
  })
}

function unknown(name: string): never {
  throw storeErrors.RECORD_FIELD_UNKNOWN({ name })
}

/** The rows of a query inside another one, with what is worked out of their columns. */
export function madeRows(
  base: QueryBase,
  { columns: worked, where }: AggregateRows,
  grouped: Grouped,
): (alias: string) => MadeRows {
  const columns: Column[] = grouped.outputs.map(({ key, type }) => ({
    key,
    sql: rawSql(`i.${outputName(key)}`),
    type,
  }))
  for (const { key, expr } of worked) {
    const made = compiled(base, columns, { expr, as: 'value' })
    columns.push({ key, sql: sql`(${made})`, type: made.type })
  }
  const list = columns.map((one) => sql`${one.sql} as ${rawSql(outputName(one.key))}`)
  const kept =
    where === undefined
      ? rawSql('')
      : sql` where ${compiled(base, columns, { expr: where, as: 'condition' })}`
  const rows = sql`select ${joinSql(list, ', ')} from (${grouped.inner}) i${kept}`
  const known = new Set(columns.map((one) => one.key))
  return (alias) => ({
    scope: scopeOf(columns),
    from: sql`(${rows}) ${rawSql(`"${alias}"`)}`,
    column: (key) => (known.has(key) ? rawSql(`"${alias}".${outputName(key)}`) : unknown(key)),
  })
}
