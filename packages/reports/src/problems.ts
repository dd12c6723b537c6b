import { nearestName, type ErrorDetail, type MortiseError } from '@mortise/errors'

/** An error of the table as one problem at a place of the document. */
export function problem(path: string, error: MortiseError): ErrorDetail {
  return { path, code: error.code, message: error.text }
}

/** The end of a message that names the nearest known name, in each language; empty when none is near. */
export function nearHint(wrong: string, known: Iterable<string>): string {
  const near = nearestName(wrong, known)
  return near === undefined ? '' : ` (→ ${near}?)`
}

/** Puts problems found inside an expression at the place where the expression stands. */
export function under(path: string, problems: readonly ErrorDetail[]): readonly ErrorDetail[] {
  return problems.map((one) => ({ ...one, path: `${path}${one.path}` }))
}
