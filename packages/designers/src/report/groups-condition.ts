import type { Expression } from '@mortise/expressions'
import type { MeasureDocument, ReportDocument } from '@mortise/schema'
import { addMeasure, filterTerms, freeKey, withHavingTerms } from './commands.ts'
import type { ReportWord } from './messages.ts'

/** How a value of groups is asked for; `first` asks for the places of the greatest. */
export type GroupOperator = '>=' | '>' | '<=' | '<' | '==' | '!=' | 'first'

/** A condition on groups as people choose it. */
export type GroupTerm = { readonly measure: string; readonly operator: GroupOperator; readonly value: number }

/** Words of the ways to ask. */
export const groupOperatorWord: { readonly [K in GroupOperator]: ReportWord } = {
  '>=': 'atLeast',
  '>': 'above',
  '<=': 'atMost',
  '<': 'below',
  '==': 'equals',
  '!=': 'unequal',
  first: 'firstRanks',
}

/** The ways to ask, in the order of the list. */
export const groupOperators: readonly GroupOperator[] = ['>=', '>', '<=', '<', '==', '!=', 'first']

function rankOf(report: ReportDocument, key: string): MeasureDocument | undefined {
  return report.measures?.find((one) => one.key === key && one.window === 'rank' && one.hidden === true)
}

/** Reads a condition on groups; undefined for one that people wrote as a formula. */
export function readGroupTerm(report: ReportDocument, term: Expression | undefined): GroupTerm | undefined {
  if (typeof term !== 'object' || term === null || Array.isArray(term)) return undefined
  const [entry] = Object.entries(term as { readonly [operator: string]: Expression })
  const [operator, given] = entry ?? []
  const [left, value] = Array.isArray(given) ? (given as readonly Expression[]) : []
  const measure = typeof left === 'object' && left !== null && 'var' in left ? left['var'] : undefined
  if (typeof measure !== 'string' || typeof value !== 'number') return undefined
  const rank = rankOf(report, measure)
  if (rank?.of !== undefined && operator === '<=') return { measure: rank.of, operator: 'first', value }
  return groupOperators.includes(operator as GroupOperator)
    ? { measure, operator: operator as GroupOperator, value }
    : undefined
}

/** The report with a condition on its groups: the one at `at`, or one more. */
export function writeGroupTerm(
  report: ReportDocument,
  at: number | undefined,
  term: GroupTerm,
): ReportDocument {
  const ranked = term.operator === 'first' ? withRank(report, term.measure) : { report, key: term.measure }
  const operator = term.operator === 'first' ? '<=' : term.operator
  const written: Expression = { [operator]: [{ var: ranked.key }, term.value] }
  const terms = filterTerms(report.having)
  const next = at === undefined ? [...terms, written] : terms.with(at, written)
  return withHavingTerms(ranked.report, next)
}

function withRank(
  report: ReportDocument,
  of: string,
): { readonly report: ReportDocument; readonly key: string } {
  const known = report.measures?.find(
    (one) => one.window === 'rank' && one.of === of && one.within === undefined,
  )
  if (known !== undefined) return { report, key: known.key }
  const key = freeKey(report, `${of}_place`)
  return { report: addMeasure(report, { key, window: 'rank', of, hidden: true }, 99), key }
}
