import type { Json } from '@mortise/expressions'
import type { EntityModel } from '@mortise/schema'
import type { MissingTargets } from './missing/make-missing.ts'
import type { RulePreview } from './preview-rules.ts'
import type { SourceForm } from './table/open-table.ts'

/*
 * Glossary. column: one of the file, by its head. mapping: which column goes into which field. match: a record that is
 * there already and means the same as a row. batch: the rows that are written in one transaction.
 */

/** One row of a file. `index` counts data rows from 0; `line` is the number a table program shows beside it. */
export type FileRow = { readonly index: number; readonly line: number; readonly cells: readonly string[] }

/** What a person says about an import. */
export type ImportMapping = {
  /** Field by column. Columns without a field stay out. */
  readonly columns: { readonly [column: string]: string }
  /** By field: which option (or null for nothing) a text of the file means; `*` is every other text. */
  readonly values: { readonly [field: string]: { readonly [text: string]: string | null } }
  /** Fields that tell whether a row is there already. */
  readonly matchBy: readonly string[]
  readonly onMatch: 'update' | 'skip' | 'create' | 'review'
  /** False switches off rules and flows; checks, defaults and formulas stay. */
  readonly runRules: boolean
  /**
   * Blanks around texts stay, and a cell of blanks is a text of blanks: for files that came out of an export. What people
   * type into table programs has stray blanks far more often than wanted ones, so they go unless this is said.
   */
  readonly keepBlanks: boolean
  /** One row that can't be written takes all others back. */
  readonly wholeOrNothing: boolean
  /** Link fields whose unknown names become records of their own. */
  readonly createMissing: readonly string[]
  /** What the person says of rules that ask. */
  readonly answers: { readonly [rule: string]: 'run' | 'skip' }
}

/** How many rows came to what. */
export type ImportCounts = {
  readonly create: number
  readonly update: number
  readonly skip: number
  readonly error: number
  /** Rows that wait for a person to say whether they are the same. */
  readonly review: number
}

/** A fault of one row. `column` is '' for faults of the whole row. */
export type RowFault = {
  readonly line: number
  readonly column: string
  readonly message: { readonly zh: string; readonly en: string }
}

/** An import ready to take rows. */
export type ImportPlan = {
  readonly entity: EntityModel
  readonly columns: readonly string[]
  readonly mapping: ImportMapping
}

/** What a dry run said, as it is kept with the import. Its faulty rows are kept beside it. */
export type KeptCheck = {
  readonly counts: ImportCounts
  readonly rules: { readonly [locale in 'zh' | 'en']: readonly RulePreview[] }
  readonly rowsPreviewed: number
  readonly made: readonly MissingTargets[]
}

/** What is kept of an import beside its state. */
export type ImportReport = {
  /** How the file is read. */
  readonly form?: SourceForm
  readonly sheets?: readonly string[]
  readonly columns?: readonly string[]
  readonly total?: number
  readonly counts?: ImportCounts
  readonly message?: Json
  /** How its rows go in, once that was decided. */
  readonly path?: 'bulk' | 'batch'
  /** Records that rows name and nobody had are made. */
  readonly targetsMade?: boolean
  /** The last dry run, without its faulty rows. */
  readonly check?: KeptCheck
  /** The entity's indexes were taken away and have to be made again. */
  readonly lifted?: boolean
}
