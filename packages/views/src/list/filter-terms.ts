import type { Expression, Json } from '@mortise/expressions'
import type { FilterOperator } from '@mortise/fields'

/** One condition of a person's filter: a field, one of its type's operators, and what it is compared with. */
export type FilterTerm = {
  readonly field: string
  readonly operator: string
  readonly operand: FilterOperator['operand']
  readonly value: Json
}

type Build = (term: FilterTerm) => Expression | undefined

const variable = (term: FilterTerm): Expression => ({ var: term.field })
const compare: Build = (term) =>
  term.value === null ? undefined : { [term.operator]: [variable(term), term.value] }

const builders: { readonly [K in FilterOperator['operand']]: Build } = {
  none: (term) => ({ [term.operator]: [variable(term), null] }),
  same: compare,
  text: compare,
  period: compare,
  list: (term) => (Array.isArray(term.value) && term.value.length > 0 ? compare(term) : undefined),
  range: (term) => {
    const [from = null, to = null] = Array.isArray(term.value) ? (term.value as readonly Json[]) : []
    if (from !== null && to !== null) return { '<=': [from, variable(term), to] }
    if (from !== null) return { '>=': [variable(term), from] }
    return to === null ? undefined : { '<=': [variable(term), to] }
  },
}

/** The condition a term stands for; undefined while it lacks its value. */
export function termExpression(term: FilterTerm): Expression | undefined {
  return Object.hasOwn(builders, term.operand) ? builders[term.operand](term) : undefined
}

/** All terms as one condition, joined with those that hold anyway (the view's, the drill-down's). */
export function filterExpression(
  terms: readonly FilterTerm[],
  options: { readonly any: boolean; readonly always: readonly (Expression | undefined)[] },
): Expression | undefined {
  const own = terms.map(termExpression).filter((one) => one !== undefined)
  const chosen = own.length > 1 && options.any ? [{ or: own }] : own
  const all = [...options.always.filter((one) => one !== undefined), ...chosen]
  return all.length > 1 ? { and: all } : all[0]
}
