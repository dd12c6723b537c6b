import { type Expression, type Json, rangeNames } from '@mortise/expressions'
import type { FilterOperator } from '@mortise/fields'
import type { Trial } from './ground.ts'

type Build = (name: string, operator: string, values: readonly Json[]) => readonly Expression[]

const variable = (name: string): Expression => ({ var: name })
const each: Build = (name, operator, values) =>
  values.map((value) => ({ [operator]: [variable(name), value] }))

const pieces = (value: Json): readonly Json[] => {
  const signs = typeof value === 'string' ? [...value] : []
  return [signs.slice(0, 2), signs.slice(-3), signs.slice(1, 3)]
    .map((piece) => piece.join(''))
    .filter((piece) => piece !== '')
}

// The conditions that a person's filter builder makes of an operator; see the filter bar of a list.
const builders: { readonly [K in FilterOperator['operand']]: Build } = {
  none: (name, operator) => [{ [operator]: [variable(name), null] }],
  same: each,
  text: (name, operator, values) => each(name, operator, [...values.flatMap(pieces), '%', '_', '\\', "'"]),
  list: (name, operator, values) => {
    const flat = values.flatMap((value) => value as Json | Json[])
    return [{ [operator]: [variable(name), flat.slice(0, 3)] }, { [operator]: [variable(name), flat] }]
  },
  period: (name, operator) => rangeNames.map((period) => ({ [operator]: [variable(name), period] })),
  range: (name, operator, values) =>
    values.slice(1).map((value, index) => ({ [operator]: [values[index] ?? null, variable(name), value] })),
}

/** Every condition that a type's operators allow, on some of its values. */
export function conditionsOf(trial: Trial, most: number): readonly Expression[] {
  const step = Math.max(1, Math.floor(trial.values.length / most))
  const some = trial.values.filter((_, index) => index % step === 0).slice(0, most)
  return trial.type.operators.flatMap(({ operator, operand }) =>
    builders[operand](trial.field.key, operator, some),
  )
}
