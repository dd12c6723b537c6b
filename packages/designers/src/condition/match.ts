import { type Expression, type Json, type Scope, type ScopeName } from '@mortise/expressions'

/** How a field of the other record is compared; names are those of operators. */
export const matchOperators = ['==', '!=', '>', '>=', '<', '<='] as const
export type MatchOperator = (typeof matchOperators)[number]

/** One comparison: a field of the other record with a field of the one at hand, or with a fixed value. */
export type MatchTerm = {
  readonly path: string
  readonly operator: MatchOperator
  readonly with: 'record' | 'fixed'
  /** The path in the record at hand, or the value. */
  readonly value: Json
}

const start = 'record.'

function pathOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const entries = Object.entries(value)
  const [name, path] = entries[0] ?? []
  return entries.length === 1 && name === 'var' && typeof path === 'string' ? path : undefined
}

function readTerm(expression: unknown): MatchTerm | undefined {
  if (typeof expression !== 'object' || expression === null) return undefined
  const [name = '', args] = Object.entries(expression)[0] ?? []
  const operator = matchOperators.find((one) => one === name)
  if (operator === undefined || !Array.isArray(args) || args.length !== 2) return undefined
  const [path, mine] = [pathOf(args[0]), pathOf(args[1])]
  if (path === undefined || path === 'record' || path.startsWith(start)) return undefined
  if (mine !== undefined)
    return mine.startsWith(start)
      ? { path, operator, with: 'record', value: mine.slice(start.length) }
      : undefined
  const value = args[1] as Json
  return typeof value === 'object' && value !== null ? undefined : { path, operator, with: 'fixed', value }
}

/** A condition as comparisons that all must hold; undefined for one that says more than that. */
export function readMatch(expression: Expression | null): readonly MatchTerm[] | undefined {
  if (expression === null || expression === true) return []
  const all = (expression as { readonly and?: unknown }).and
  const parts = Array.isArray(all) ? (all as readonly unknown[]) : [expression]
  const terms = parts.map(readTerm)
  return terms.includes(undefined) ? undefined : (terms as readonly MatchTerm[])
}

function writeTerm({ path, operator, with: kind, value }: MatchTerm): Json {
  return { [operator]: [{ var: path }, kind === 'record' ? { var: `${start}${String(value)}` } : value] }
}

/** Comparisons as a condition; null for none. */
export function writeMatch(terms: readonly MatchTerm[]): Json {
  const [first] = terms
  if (first === undefined) return null
  return terms.length === 1 ? writeTerm(first) : { and: terms.map(writeTerm) }
}

/** Names in a match: fields of the other record, and the one at hand as `record`. */
export function matchScope(other: Scope | undefined, record: Scope | undefined): Scope | undefined {
  if (other === undefined) return undefined
  const own: ScopeName = {
    key: 'record',
    label: { zh: '当前记录', en: 'Record' },
    type: { kind: 'id', entity: record?.name ?? '' },
    nullable: true,
    target: () => record,
  }
  return {
    name: other.name,
    find: (key) => (key === 'record' ? own : other.find(key)),
    keys: () => [...other.keys(), 'record'],
  }
}
