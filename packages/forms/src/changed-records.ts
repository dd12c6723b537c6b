import type { EvaluationInput } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { type Around, inputOf, makingOf, type NewRow } from './new-records.ts'
import type { FormProgram } from './types.ts'

/** Completes stored records that change, one after the other, as `prepareRecord` would, at a fraction of its cost. */
type ChangedRecords = {
  /**
   * Works out formulas in place and tells whether all is right; `row` is what is stored with the canonical values of the
   * `given` fields over it. What is wrong, `prepareRecord` says.
   */
  readonly complete: (
    row: NewRow,
    of: { readonly previous: RecordValues; readonly given: readonly string[] },
  ) => boolean
}

/**
 * A way to complete changes of records that come without rows. Undefined where the program reads around the record, shows
 * fields by conditions, or holds a record's states against each other: there `prepareRecord` has to look at each.
 */
export function changedRecords(program: FormProgram, around: Around): ChangedRecords | undefined {
  const making = makingOf(program, around)
  const record = program.tables.get('')
  if (making === undefined || record === undefined || program.locked !== undefined) return undefined
  if (program.tables.size > 1 || record.transitions.length > 0) return undefined
  const input: { -readonly [K in keyof EvaluationInput]: EvaluationInput[K] } = {
    ...inputOf(around),
    isNew: false,
    row: making.template,
    links: {},
    rows: making.tables,
  }
  return {
    complete: (row, { previous, given }) => {
      if (given.some((key) => row[key] === null && making.wanted.has(key))) return false
      input.row = row
      input.previous = previous
      const faults: Parameters<(typeof making.worked)[number]>[2] = []
      for (const step of making.worked) step(row, input, faults)
      return faults.length === 0
    },
  }
}
