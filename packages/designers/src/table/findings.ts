import { checkTable, type TableFinding } from '@mortise/rules'
import type { Json } from '@mortise/expressions'
import type { DecisionTableDocument } from '@mortise/schema'
import { showCell } from './cell-text.ts'
import type { ColumnLook } from './columns.ts'
import type { Column } from './commands.ts'

/** What is wrong with a table, and which of its rows it is about. */
export type Found = {
  readonly findings: readonly TableFinding[]
  /** Names of columns that could not be looked into. */
  readonly open: readonly string[]
  readonly marks: ReadonlyMap<number, TableFinding['kind']>
}

const rank: { readonly [K in TableFinding['kind']]: number } = {
  overlap: 0,
  conflict: 1,
  unreachable: 2,
  gap: 3,
}

/** Looks a table through: rows that meet, cases without a row, rows that never decide. */
export function findingsOf(table: DecisionTableDocument, lookOf: (column: Column) => ColumnLook): Found {
  if (table.inputs.length === 0 || table.rows.length === 0)
    return { findings: [], open: [], marks: new Map() }
  const { findings, open } = checkTable(table)
  const marks = new Map<number, TableFinding['kind']>()
  for (const { kind, rows } of findings)
    for (const row of rows) {
      const known = marks.get(row)
      if (known === undefined || rank[kind] < rank[known]) marks.set(row, kind)
    }
  const names = open.map((key) => {
    const at = table.inputs.findIndex((one) => one.key === key)
    return lookOf({ side: 'when', at }).name
  })
  return { findings: [...findings].sort((a, b) => rank[a.kind] - rank[b.kind]), open: names, marks }
}

/** The value that stands for whatever nobody speaks of. */
const somethingElse = '…'

/** The example of a finding, column by column, as it would be shown in cells. */
export function exampleParts(
  table: DecisionTableDocument,
  example: TableFinding['example'],
  given: { readonly lookOf: (column: Column) => ColumnLook; readonly otherwise: string },
): readonly { readonly column: string; readonly value: string }[] {
  return table.inputs.flatMap(({ key }, at) => {
    const value = example[key]
    // The empty value of a column that nobody asks about is no news.
    if (value === undefined || value === null) return []
    const { name, kind } = given.lookOf({ side: 'when', at })
    return [{ column: name, value: value === somethingElse ? given.otherwise : showCell(value, kind) }]
  })
}

/** A row for a case that has none: the cells of its example, any value where nobody spoke of it. */
export function rowFor(
  table: DecisionTableDocument,
  example: TableFinding['example'],
): DecisionTableDocument['rows'][number] {
  return {
    when: table.inputs.map(({ key }): Json => {
      const value = example[key] ?? null
      return value === somethingElse ? null : value
    }),
    then: table.outputs.map(() => null),
  }
}
