import type { DecimalValue } from '../decimal.ts'
import type { Node, NodeType } from '../node.ts'
import type { Param } from '../operator.ts'
import type { Json } from '../types.ts'
import { leadingType } from '../typing.ts'
import { asNumber } from '../values.ts'

/** Every kind but rows. */
export const valueKinds: Param['accept'] = [
  'number',
  'text',
  'boolean',
  'date',
  'datetime',
  'time',
  'duration',
  'id',
  'set',
  'json',
]

/** Kinds with an order. */
export const orderedKinds: Param['accept'] = ['number', 'text', 'date', 'datetime', 'time', 'duration']

/** Kinds to compute with. */
export const numberKinds: Param['accept'] = ['number', 'duration']

/** Kinds on the calendar. */
export const dateKinds: Param['accept'] = ['date', 'datetime']

/** The type all arguments share. */
export function leadingOf(args: readonly Node[]): NodeType {
  return leadingType(args)
}

/** Runs a step over numbers; null when one is missing. */
export function foldNumbers(
  args: readonly Json[],
  step: (a: DecimalValue, b: DecimalValue) => DecimalValue | null,
): DecimalValue | null {
  let result = asNumber(args[0])
  for (let i = 1; i < args.length && result !== null; i += 1) {
    const next = asNumber(args[i])
    result = next === null ? null : step(result, next)
  }
  return result
}
