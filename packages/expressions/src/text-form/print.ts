import type { Locale } from '@mortise/errors'
import { arityOf } from '../arguments.ts'
import { formatDecimal } from '../decimal.ts'
import type { Operator } from '../operator.ts'
import type { Expression, Json } from '../types.ts'
import { infixSigns, isPlainName } from './names.ts'

type Printer = {
  readonly operators: ReadonlyMap<string, Operator>
  readonly signs: ReadonlyMap<string, Operator>
  readonly locale: Locale
}

/** Binding strength of calls, names and values. */
const tightest = 100

/** Writes an expression as text with names of the wanted language. What is no expression is written as JSON. */
export function printText(
  operators: ReadonlyMap<string, Operator>,
  expression: Expression,
  locale: Locale,
): string {
  return write({ operators, signs: infixSigns(operators), locale }, expression, 0)
}

function write(printer: Printer, value: Json, strength: number): string {
  if (value === null) return printer.locale === 'zh' ? '空' : 'null'
  if (typeof value === 'boolean')
    return printer.locale === 'zh' ? (value ? '真' : '假') : value ? 'true' : 'false'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return Number.isFinite(value) ? formatDecimal(value) : 'null'
  if (Array.isArray(value)) return `[${writeAll(printer, value as readonly Json[])}]`
  return writeCall(printer, value as { readonly [key: string]: Json }, strength)
}

function writeAll(printer: Printer, values: readonly Json[]): string {
  return values.map((value) => write(printer, value, 0)).join(', ')
}

function writeCall(printer: Printer, value: { readonly [key: string]: Json }, strength: number): string {
  const [name = ''] = Object.keys(value)
  const given = value[name] ?? null
  const operator = printer.operators.get(name)
  if (operator === undefined) return JSON.stringify(value)
  const args: readonly Json[] = Array.isArray(given) ? (given as readonly Json[]) : [given]
  if (name === 'var' && args.length === 1 && typeof args[0] === 'string') return writeName(printer, args[0])
  if (name === '-' && args.length === 1) return `-(${write(printer, args[0] ?? null, 0)})`
  const { infix } = operator
  const between =
    infix && args.length >= 2 && (infix.chain ? args.length <= arity(operator) : args.length === 2)
  if (!between)
    return `${operator.help.names[printer.locale]}(${nameless(operator) ? '' : writeAll(printer, args)})`
  // A nested operator of the same strength gets brackets, except on the left of one that cannot be chained.
  const parts = args.map((part, index) =>
    write(printer, part, infix.binds + (index === 0 && !infix.chain && infix.binds > 4 ? 0 : 1)),
  )
  const text = parts.join(` ${printer.locale === 'zh' ? (infix.zh ?? infix.sign) : infix.sign} `)
  return infix.binds < Math.min(strength, tightest) ? `(${text})` : text
}

function nameless(operator: Operator): boolean {
  return operator.kind === 'name' && operator.nameless === true
}

function arity(operator: Operator): number {
  if (operator.kind === 'name') return 1
  return operator.kind === 'lookup' ? 4 : arityOf(operator.params).most
}

function writeName(printer: Printer, name: string): string {
  if (isPlainName(name, printer.signs)) return name
  return /^[^{}"`\\\n]+$/.test(name)
    ? `{${name}}`
    : `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
}
