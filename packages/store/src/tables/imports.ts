import type { Json } from '@mortise/expressions'
import type { ImportFixTables } from './import-fixes.ts'

/** One import as a job: file, mapping, progress, and one line per row, so that it can be resumed and reverted. */
export type ImportRow = {
  readonly id: string
  readonly entity: string
  readonly fileId: string
  readonly fileName: string
  readonly state:
    | 'uploaded'
    | 'mapped'
    | 'checked'
    | 'running'
    | 'paused'
    | 'done'
    | 'canceled'
    | 'failed'
    | 'reverted'
  readonly mapping: Json
  readonly options: Json
  readonly report: Json
  readonly createdBy: string
  readonly createdAt: string
  readonly cursor: number
}

export type ImportLine = {
  readonly line: number
  readonly outcome: 'created' | 'updated' | 'skipped' | 'failed'
  readonly recordId: string | null
  readonly message: Json
  readonly cells: Json
}

/** A row of a file that waits: `rest` for the end of a bulk import, `review` for a person. */
export type AsideRow = {
  readonly index: number
  readonly line: number
  readonly cells: Json
  readonly why: 'rest' | 'review'
  /** Ids of records that may be the same. */
  readonly candidates: Json
}

export type ImportTables = ImportFixTables & {
  /** Names of the indexes of an entity's table, for checks. */
  readonly indexesOf: (entity: string) => Promise<readonly string[]>
  readonly addAside: (id: string, rows: readonly AsideRow[]) => Promise<void>
  readonly aside: (
    id: string,
    options: { readonly why: AsideRow['why']; readonly limit: number; readonly after?: number },
  ) => Promise<readonly AsideRow[]>
  readonly asideCount: (id: string, why: AsideRow['why']) => Promise<number>
  readonly dropAside: (id: string, indexes: readonly number[]) => Promise<void>
  /** Ids of live records that the import's bulk transactions made, in order. */
  readonly importedIds: (
    id: string,
    options: { readonly entity: string; readonly after: string; readonly limit: number },
  ) => Promise<readonly string[]>
  /** Rows of the file (from 0) that became these records of its bulk transactions. */
  readonly rowsOfIds: (id: string, ids: readonly string[]) => Promise<readonly number[]>
  /** What was said of a file with these columns last: by the same person, else by anybody. */
  readonly mapping: (of: {
    readonly entity: string
    readonly signature: string
    readonly userId: string
  }) => Promise<{ readonly mapping: Json; readonly options: Json } | null>
  readonly keepMapping: (
    of: { readonly entity: string; readonly signature: string; readonly userId: string },
    said: { readonly mapping: Json; readonly options: Json },
  ) => Promise<void>
  readonly create: (
    row: Pick<ImportRow, 'entity' | 'fileId' | 'fileName' | 'createdBy'>,
  ) => Promise<ImportRow>
  readonly get: (id: string, lock?: boolean) => Promise<ImportRow | null>
  readonly update: (
    id: string,
    patch: Partial<Pick<ImportRow, 'state' | 'mapping' | 'options' | 'report' | 'cursor'>>,
  ) => Promise<void>
  readonly list: (limit: number) => Promise<readonly ImportRow[]>
  readonly addLines: (id: string, lines: readonly ImportLine[]) => Promise<void>
  readonly lines: (
    id: string,
    options: { readonly outcome?: ImportLine['outcome']; readonly after: number; readonly limit: number },
  ) => Promise<readonly ImportLine[]>
}
