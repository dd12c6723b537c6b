import type { Expression, Json } from '@mortise/expressions'
import { sameValue } from '../values.ts'

/** First names of the paths an expression reads. */
export function namesIn(expression: Expression | undefined): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) return value.forEach(visit)
    for (const [operator, args] of Object.entries(value)) {
      const name = Array.isArray(args) ? (args[0] as Json) : args
      const reads = operator === 'var' || operator === 'prev' || operator === 'changed'
      if (reads && typeof name === 'string') names.add(name.split('.')[0] ?? name)
      else visit(args)
    }
  }
  visit(expression ?? null)
  return names
}

/** Whether a value of a setting is what it says: no expression, no name and no template. */
export function isConstant(value: Json | undefined): value is Json {
  if (value === undefined || (typeof value === 'object' && value !== null)) return false
  return typeof value !== 'string' || !(value.startsWith('$') || value.includes('{{'))
}

type Call = { readonly operator: string; readonly args: readonly Json[] }

function callOf(expression: Json | undefined): Call | undefined {
  if (typeof expression !== 'object' || expression === null || Array.isArray(expression)) return undefined
  const [operator, args] = Object.entries(expression)[0] ?? []
  if (operator === undefined) return undefined
  return { operator, args: Array.isArray(args) ? (args as readonly Json[]) : [args ?? null] }
}

const reads = (one: Json | undefined, field: string): boolean => {
  const call = callOf(one)
  return call?.operator === 'var' && call.args[0] === field
}

/** The parts of a condition that all have to hold. */
function conjuncts(condition: Json | undefined): readonly Json[] {
  const call = callOf(condition)
  if (call === undefined) return []
  return call.operator === 'and' ? call.args.flatMap(conjuncts) : [condition as Json]
}

/** Whether a condition is surely false once a field has a value; only looks at plain comparisons joined by `and`. */
export function isFalseWhen(condition: Expression | undefined, field: string, value: Json): boolean {
  return conjuncts(condition).some((one) => {
    const { operator, args } = callOf(one) ?? { operator: '', args: [] }
    const [left, right] = args
    if (operator === '!') return reads(left, field) && value !== null && value !== false
    if (operator === 'in' && reads(left, field) && Array.isArray(right))
      return !(right as readonly Json[]).some((choice) => sameValue(choice, value))
    const other = reads(left, field) ? right : reads(right, field) ? left : undefined
    if (other === undefined || (typeof other === 'object' && other !== null)) return false
    if (operator === '==') return !sameValue(other, value)
    return operator === '!=' && sameValue(other, value)
  })
}

/** Fields that must have changed for a condition to hold. */
export function mustChange(condition: Expression | undefined): readonly string[] {
  return conjuncts(condition).flatMap((one) => {
    const { operator, args } = callOf(one) ?? { operator: '', args: [] }
    const [field] = args
    return operator === 'changed' && typeof field === 'string' ? [field.split('.')[0] ?? field] : []
  })
}

/** Whether two conditions can't both hold: one wants a field to be what the other rules out. */
export function excludeEachOther(a: Expression | undefined, b: Expression | undefined): boolean {
  const fixed = (condition: Expression | undefined): readonly (readonly [string, Json])[] =>
    conjuncts(condition).flatMap((one): readonly (readonly [string, Json])[] => {
      const { operator, args } = callOf(one) ?? { operator: '', args: [] }
      const [left, right] = args
      if (operator !== '==' && operator !== '===') return []
      const [name, value] = callOf(left)?.operator === 'var' ? [left, right] : [right, left]
      const field = callOf(name)?.args[0]
      return typeof field === 'string' && isConstant(value) ? [[field, value]] : []
    })
  return (
    fixed(a).some(([field, value]) => isFalseWhen(b, field, value)) ||
    fixed(b).some(([field, value]) => isFalseWhen(a, field, value))
  )
}

/** By how much an expression moves a field up or down: `{"+":[{"var":"n"},1]}` is 1. Undefined where it is no step. */
function stepOf(value: Json | undefined, field: string): number | undefined {
  const { operator, args } = callOf(value) ?? { operator: '', args: [] }
  const isField = (one: Json | undefined): boolean => {
    const call = callOf(one)
    return reads(one, field) || (call?.operator === '??' && reads(call.args[0], field))
  }
  const [left, right] = args
  if (args.length !== 2) return undefined
  if (operator === '+' && isField(left) && typeof right === 'number') return right
  if (operator === '+' && isField(right) && typeof left === 'number') return left
  return operator === '-' && isField(left) && typeof right === 'number' ? -right : undefined
}

/** Whether a rule counts a field towards a bound that its own condition sets: up while it is below, down while above. */
export function countsToBound(
  condition: Expression | undefined,
  field: string,
  value: Json | undefined,
): boolean {
  const step = stepOf(value, field)
  if (step === undefined || step === 0) return false
  const [below, above] = [new Set(['<', '<=']), new Set(['>', '>='])]
  return conjuncts(condition).some((one) => {
    const { operator, args } = callOf(one) ?? { operator: '', args: [] }
    const [left, right] = args
    const fits = (towards: ReadonlySet<string>, away: ReadonlySet<string>): boolean =>
      (reads(left, field) && typeof right === 'number' && towards.has(operator)) ||
      (reads(right, field) && typeof left === 'number' && away.has(operator))
    return step > 0 ? fits(below, above) : fits(above, below)
  })
}
