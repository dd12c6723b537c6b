import type { Json } from '@mortise/expressions'

/** A corrected cell; with a `row` below 0, every cell of the column that says `original`. */
export type FixRow = {
  readonly column: number
  readonly row: number
  readonly original: string
  readonly words: string
  readonly shown: string | null
}

/** A row of the file that a dry run found wrong. */
export type FaultRow = {
  readonly index: number
  readonly line: number
  /** As they are in the file. */
  readonly cells: Json
  /** `error`, or what the row would come to now that it is corrected. */
  readonly outcome: string
  readonly faults: Json
}

/** A record that an import made beside its own. */
export type MadeRow = {
  readonly entity: string
  readonly id: string
  /** As the import left it. */
  readonly version: number
}

/** Corrections of an import, the rows they are for, and the records it made beside its own. */
export type ImportFixTables = {
  readonly fixes: (id: string) => Promise<readonly FixRow[]>
  /** A second word on the same cell takes the place of the first. */
  readonly putFix: (id: string, given: { readonly fix: FixRow; readonly author: string }) => Promise<void>
  readonly dropFix: (id: string, fix: Pick<FixRow, 'column' | 'row' | 'original'>) => Promise<void>
  readonly dropFixes: (id: string) => Promise<void>
  readonly faults: (id: string) => Promise<readonly FaultRow[]>
  readonly putFaults: (id: string, rows: readonly FaultRow[]) => Promise<void>
  readonly dropFaults: (id: string) => Promise<void>
  readonly addMade: (id: string, rows: readonly MadeRow[]) => Promise<void>
  readonly made: (
    id: string,
    options: { readonly after: string; readonly limit: number },
  ) => Promise<readonly MadeRow[]>
  /** How many, by entity. */
  readonly madeCounts: (id: string) => Promise<{ readonly [entity: string]: number }>
}
