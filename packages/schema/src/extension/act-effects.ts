import type { Expression } from '@mortise/expressions'
import type { ActionDocument } from '../documents/automation.ts'

/**
 * Does the same to each of some records: looks for them with the rights of whoever acts, and runs the actions on one after
 * the other, each as it is then.
 */
export type ForEachEffect = {
  readonly type: 'for_each'
  readonly entity: string
  readonly filter: Expression
  readonly sort?: { readonly field: string; readonly dir: 'asc' | 'desc' }
  /** At most so many. */
  readonly limit: number
  readonly actions: readonly ActionDocument[]
  /** Within an import that keeps quiet: what would leave the house or tell people stays away. */
  readonly quiet?: boolean
}

/** Ends the runs of a flow on a record, after this transaction; of every flow where none is named. */
export type CancelFlowEffect = {
  readonly type: 'cancel_flow'
  readonly flow?: string
  readonly entity: string
  readonly recordId: string
}

/**
 * Reads terms out of the last file of a field, after this transaction, and writes what is found; what is not found leaves
 * its field as it is and is told in `passages`.
 */
export type ReadTermsEffect = {
  readonly type: 'read_terms'
  readonly entity: string
  readonly recordId: string
  /** The file field that is read. */
  readonly file: string
  readonly terms: readonly {
    readonly field: string
    readonly kind: 'amount' | 'days' | 'percent' | 'date' | 'text'
    readonly labels: readonly string[]
    readonly pattern?: string
  }[]
  /** Fields that take the passages behind the values, and the whole text. */
  readonly passages?: string
  readonly text?: string
}

/** Prints a record by a template, after this transaction, and adds the document to a file field of it. */
export type GenerateDocumentEffect = {
  readonly type: 'generate_document'
  /** Key of the print template. */
  readonly template: string
  readonly entity: string
  readonly recordId: string
  /** The file field that takes it. */
  readonly field: string
  /** Takes the place of what the field held, instead of standing beside it. */
  readonly replace: boolean
}
