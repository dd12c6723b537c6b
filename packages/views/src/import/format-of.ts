import type { ImportForm } from '@mortise/client'

/** The faulty rows come back as the file came: a book as a book, text as text. */
export function formatOf(form: ImportForm | undefined): 'csv' | 'xlsx' {
  return form?.sheet === undefined ? 'csv' : 'xlsx'
}
