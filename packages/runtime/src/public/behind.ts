import { type Expression, type Json, language, pathsOf } from '@mortise/expressions'
import type { PublicOffer } from './surface.ts'

/** By path of an offered link: what is shown of the records behind it. */
export type ShownBehind = ReadonlyMap<string, ReadonlySet<string>>

/** What is shown behind the offered links of a form. */
export function shownBehind(offers: ReadonlyMap<string, PublicOffer>): ShownBehind {
  return new Map([...offers.values()].map(({ path, shown }) => [path, new Set(shown.map(({ key }) => key))]))
}

/** Whether a path of the record reads nothing behind an offered link but what is shown there. */
export function isShown(shown: ShownBehind, path: string): boolean {
  for (const [link, fields] of shown)
    if (path.startsWith(`${link}.`) && !fields.has(path.slice(link.length + 1))) return false
  return true
}

/** The rows of a sub-table, as their own expressions see them. */
export type RowPlace = { readonly into: string; readonly parentField: string }

/** The same for a path of a row, which reaches the record by its parent field. */
export function isShownInRow(shown: ShownBehind, { into, parentField }: RowPlace, path: string): boolean {
  return path.startsWith(`${parentField}.`)
    ? isShown(shown, path.slice(parentField.length + 1))
    : isShown(shown, `${into}.${path}`)
}

/** Links to any number of records that are chosen for, by path. Their records are on the server alone. */
export function manyOf(offers: ReadonlyMap<string, PublicOffer>): ReadonlySet<string> {
  return new Set([...offers.values()].flatMap(({ path, many }) => (many ? [path] : [])))
}

/** The same as expressions of a row name them: its own, and those of the record behind its parent field. */
export function manyInRow(many: ReadonlySet<string>, { into, parentField }: RowPlace): ReadonlySet<string> {
  const named = (path: string): string =>
    path.startsWith(`${into}.`) ? path.slice(into.length + 1) : `${parentField}.${path}`
  return new Set([...many].map(named))
}

/** Relations that an expression goes through row by row, as it names them. */
export function rowsReadBy(expression: Expression): readonly string[] {
  if (typeof expression !== 'object' || expression === null) return []
  if (Array.isArray(expression)) return (expression as readonly Json[]).flatMap(rowsReadBy)
  return Object.entries(expression).flatMap(([name, given]: [string, Json]) => {
    const [first] = Array.isArray(given) ? (given as readonly Json[]) : [given]
    const inner = rowsReadBy(given)
    if (language.operators.get(name)?.kind !== 'rows' || first === undefined) return inner
    return [...(typeof first === 'string' ? [first] : pathsOf(first)), ...inner]
  })
}

/** Names that strangers know. */
export type Known = {
  readonly has: (path: string) => boolean
  /** Relations whose rows are not in the browser: what goes through them is not for it. */
  readonly elsewhere?: ReadonlySet<string>
}

/** Fields by key, and paths that begin with one of them as far as they are shown. */
export function knownPaths(
  keys: ReadonlySet<string>,
  offers: ReadonlyMap<string, PublicOffer>,
  row?: RowPlace,
): Known {
  const shown = shownBehind(offers)
  const many = manyOf(offers)
  const elsewhere = row === undefined ? many : manyInRow(many, row)
  const reaches = (path: string): boolean =>
    row === undefined ? isShown(shown, path) : isShownInRow(shown, row, path)
  return { has: (path) => keys.has(path.split('.')[0] ?? '') && reaches(path), elsewhere }
}
