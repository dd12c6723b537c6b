import type { Expression, Json } from '@mortise/expressions'
import type { FilterOperator } from '@mortise/fields'

/** A comparison of one field, as a person builds it. */
export type Term = {
  readonly type: 'term'
  readonly path: string
  readonly operator: string
  readonly operand: FilterOperator['operand']
  readonly value: Json
}

/** Terms of which all hold, or any. */
export type Group = { readonly type: 'group'; readonly any: boolean; readonly items: readonly Item[] }

/** An expression that is no comparison of this kind: edited as text. */
export type Raw = { readonly type: 'raw'; readonly expression: Expression }

export type Item = Term | Group | Raw

/** A group with nothing in it. */
export const emptyGroup: Group = { type: 'group', any: false, items: [] }

const words = new Set(['contains', 'startsWith', 'endsWith', 'notContains'])
const compared = new Set([
  '==',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  'in',
  'hasAny',
  'hasAll',
  'hasNone',
  'dateIn',
  ...words,
])

type Call = { readonly name: string; readonly args: readonly Json[] }

function callOf(expression: Json): Call | undefined {
  if (typeof expression !== 'object' || expression === null || Array.isArray(expression)) return undefined
  const [entry, ...others] = Object.entries(expression as { readonly [key: string]: Json })
  if (entry === undefined || others.length > 0) return undefined
  const [name, given] = entry
  return { name, args: Array.isArray(given) ? given : [given] }
}

function pathOf(expression: Json | undefined): string | undefined {
  const call = callOf(expression ?? null)
  const [path] = call?.args ?? []
  return call?.name === 'var' && call.args.length === 1 && typeof path === 'string' ? path : undefined
}

/** Whether a value can stand in a value box: plain, or one of the few names boxes know. */
export function isPlain(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every((one) => typeof one !== 'object')
  const call = callOf(value)
  if (call === undefined) return false
  return (
    call.name === 'user' ||
    call.name === 'today' ||
    pathOf(value) !== undefined ||
    daysFromToday(value) !== undefined
  )
}

/** How many days after today a value means; undefined for every other value. */
export function daysFromToday(value: Json): number | undefined {
  const call = callOf(value)
  const [base = null, count, unit] = call?.args ?? []
  const fromToday = call?.name === 'dateAdd' && callOf(base)?.name === 'today' && unit === 'day'
  return fromToday && typeof count === 'number' ? count : undefined
}

/** The date some days after today. */
export function todayPlus(days: number): Json {
  return { dateAdd: [{ today: [] }, days, 'day'] }
}

/** People that belong to the acting one, as a list to look in. */
export function isOwnPeople(value: Json): boolean {
  const call = callOf(value)
  return call?.name === 'user' && (call.args[0] === 'subordinates' || call.args[0] === 'deptTree')
}

function operandOf(name: string, value: Json): Term['operand'] {
  if (value === null) return 'none'
  if (name === 'dateIn') return 'period'
  if (words.has(name)) return 'text'
  return Array.isArray(value) || (name === 'in' && isOwnPeople(value)) ? 'list' : 'same'
}

function readTerm(expression: Expression): Term | undefined {
  const whole = pathOf(expression)
  if (whole !== undefined) return { type: 'term', path: whole, operator: '==', operand: 'same', value: true }
  const call = callOf(expression)
  if (call === undefined) return undefined
  const [first, second, third] = call.args
  if (call.name === 'changed' && typeof first === 'string' && call.args.length === 1)
    return { type: 'term', path: first, operator: 'changed', operand: 'none', value: null }
  const middle = pathOf(second)
  if (
    call.name === '<=' &&
    call.args.length === 3 &&
    middle !== undefined &&
    isPlain(first ?? null) &&
    isPlain(third ?? null)
  )
    return {
      type: 'term',
      path: middle,
      operator: '<=',
      operand: 'range',
      value: [first ?? null, third ?? null],
    }
  const path = pathOf(first)
  if (
    path === undefined ||
    call.args.length !== 2 ||
    !compared.has(call.name) ||
    second === undefined ||
    !isPlain(second)
  )
    return undefined
  return { type: 'term', path, operator: call.name, operand: operandOf(call.name, second), value: second }
}

function readItem(expression: Expression): Item {
  const call = callOf(expression)
  if (call !== undefined && (call.name === 'and' || call.name === 'or'))
    return { type: 'group', any: call.name === 'or', items: call.args.map(readItem) }
  return readTerm(expression) ?? { type: 'raw', expression }
}

/** Takes a condition apart into groups and terms; what is neither stays whole. */
export function readCondition(expression: Expression | undefined): Group {
  if (expression === undefined || expression === null) return emptyGroup
  const item = readItem(expression)
  return item.type === 'group' ? item : { type: 'group', any: false, items: [item] }
}

type Build = (term: Term) => Expression | undefined

const compare: Build = ({ operator, path, value }) =>
  value === null ? undefined : { [operator]: [{ var: path }, value] }

const builders: { readonly [K in Term['operand']]: Build } = {
  none: ({ operator, path }) =>
    operator === 'changed' ? { changed: [path] } : { [operator]: [{ var: path }, null] },
  same: compare,
  text: compare,
  period: compare,
  list: (term) =>
    isOwnPeople(term.value) || (Array.isArray(term.value) && term.value.length > 0)
      ? compare(term)
      : undefined,
  range: ({ path, value }) => {
    const [from = null, to = null] = Array.isArray(value) ? (value as readonly Json[]) : []
    if (from !== null && to !== null) return { '<=': [from, { var: path }, to] }
    if (from !== null) return { '>=': [{ var: path }, from] }
    return to === null ? undefined : { '<=': [{ var: path }, to] }
  },
}

/** The condition that terms and groups stand for; undefined while nothing in it is filled in. */
export function writeCondition(item: Item): Expression | undefined {
  // A formula that is still empty is no condition yet.
  if (item.type === 'raw') return item.expression ?? undefined
  if (item.type === 'term') return item.path === '' ? undefined : builders[item.operand](item)
  const inner = item.items.map(writeCondition).filter((one) => one !== undefined)
  if (inner.length < 2) return inner[0]
  return item.any ? { or: inner } : { and: inner }
}
