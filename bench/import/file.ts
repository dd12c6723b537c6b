import type { ImportFile } from '../kit/imports.ts'
import { newLead } from '../kit/leads.ts'

/** The columns of the file: fields of a lead by their keys. */
export const columns: readonly string[] = Object.keys(newLead(0))

/** So many lines of leads that no other file has; `first` is the number of the first. */
export function csvOf(first: number, lines: number): ImportFile {
  const rows = Array.from({ length: lines }, (_, index) => Object.values(newLead(first + index)).join(','))
  const bytes = Buffer.from(`${columns.join(',')}\n${rows.join('\n')}\n`)
  return { name: 'leads.csv', type: 'text/csv', bytes, lines, columns }
}
