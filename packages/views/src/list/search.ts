import type { Json } from '@mortise/expressions'
import type { SortKey } from '@mortise/schema'
import type { FilterTerm } from './filter-terms.ts'

/** What a list's address keeps: it can be sent to a colleague and looks the same there. */
export type ListSearch = {
  readonly view?: string | undefined
  readonly q?: string | undefined
  readonly sort?: string | undefined
  /** Filter terms as JSON. */
  readonly filter?: string | undefined
  readonly any?: boolean | undefined
  /** A filter expression as JSON, from a report's drill-down. */
  readonly where?: string | undefined
  /** Day that a view of time stands at, `2026-03-05`, and how much of it is shown at once. */
  readonly at?: string | undefined
  readonly by?: string | undefined
  /** The saved view this address was opened from; what it holds stands in the address as well. */
  readonly saved?: string | undefined
  /** Columns with their widths and what is frozen, as `readShape` reads it. */
  readonly cols?: string | undefined
  /** Fields the list is grouped by, as `readGroups` reads it. */
  readonly group?: string | undefined
  /** Record shown in the drawer. */
  readonly open?: string | undefined
}

/** Reads whatever stands in an address; what makes no sense is left out. */
export function readListSearch(raw: { readonly [key: string]: unknown }): ListSearch {
  // A router reads JSON in an address as what it stands for; here it stays text.
  const text = (key: string): { [key: string]: string } => {
    const value = raw[key]
    const written = typeof value === 'object' && value !== null ? JSON.stringify(value) : value
    return typeof written === 'string' && written !== '' ? { [key]: written } : {}
  }
  return {
    ...text('view'),
    ...text('q'),
    ...text('sort'),
    ...text('filter'),
    ...text('where'),
    ...text('at'),
    ...text('by'),
    ...text('saved'),
    ...text('cols'),
    ...text('group'),
    ...text('open'),
    ...(raw['any'] === true || raw['any'] === 'true' ? { any: true } : {}),
  }
}

/** `-created_at,name` as sort keys. */
export function readSort(text: string | undefined): readonly SortKey[] {
  return (text ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('-') ? { field: part.slice(1), dir: 'desc' } : { field: part, dir: 'asc' },
    )
}

/** Sort keys as `-created_at,name`. */
export function writeSort(keys: readonly SortKey[]): string | undefined {
  const text = keys.map(({ field, dir }) => (dir === 'desc' ? `-${field}` : field)).join(',')
  return text === '' ? undefined : text
}

function parseJson(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** The filter terms of an address. */
export function readTerms(text: string | undefined): readonly FilterTerm[] {
  const value = parseJson(text)
  return Array.isArray(value) ? (value as unknown as readonly FilterTerm[]) : []
}

/** The drill-down expression of an address. */
export function readWhere(text: string | undefined): Json | undefined {
  return parseJson(text)
}

/** Filter terms as an address keeps them. */
export function writeTerms(terms: readonly FilterTerm[]): string | undefined {
  return terms.length === 0 ? undefined : JSON.stringify(terms)
}

/** Sort keys after a click on a column: up, down, off; with `add` the other keys stay. */
export function nextSort(keys: readonly SortKey[], field: string, add: boolean): readonly SortKey[] {
  const at = keys.findIndex((one) => one.field === field)
  const dir = keys[at]?.dir
  const next: SortKey | undefined =
    at < 0 ? { field, dir: 'asc' } : dir === 'desc' ? undefined : { field, dir: 'desc' }
  if (!add) return next === undefined ? [] : [next]
  if (at < 0) return next === undefined ? keys : [...keys, next]
  return next === undefined ? keys.toSpliced(at, 1) : keys.with(at, next)
}
