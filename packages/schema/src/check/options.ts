import type { ErrorDetail } from '@mortise/errors'
import type { FieldDocument } from '../documents/entity.ts'
import { problem } from '../errors.ts'
import { hint } from '../hint.ts'
import type { Model } from '../model/model.ts'
import { isObject, own, pointer } from '../pointer.ts'
import { fieldsOnPath } from './paths.ts'

/** Values of a field's options; undefined when it is no choice. */
export function optionValues(field: FieldDocument | undefined): readonly string[] | undefined {
  const options = field?.settings?.['options']
  if (!Array.isArray(options)) return undefined
  return options.map((one: unknown) => (isObject(one) ? String(one['value']) : ''))
}

/** Operators that hold a value against one of several: a literal beside a choice field must be one of its options. */
const comparing: ReadonlySet<string> = new Set(['==', '!=', 'in', 'hasAny', 'hasAll', 'hasNone'])

type Around = {
  readonly model: Model
  readonly entity: string
  readonly file: string
}

function choicesOf(argument: unknown, around: Around): readonly string[] | undefined {
  const path = own(argument, 'var')
  if (typeof path !== 'string') return undefined
  const passed = fieldsOnPath(around.model, around.entity, path)
  const last = passed.at(-1)
  if (last === undefined || passed.length !== path.split('.').length) return undefined
  return optionValues(around.model.entity(last.entity)?.field(last.field)?.document)
}

function checkLiteral(
  value: unknown,
  known: readonly string[],
  at: { readonly file: string; readonly path: string },
): readonly ErrorDetail[] {
  if (Array.isArray(value))
    return value.flatMap((one: unknown, index) =>
      checkLiteral(one, known, { ...at, path: `${at.path}/${index}` }),
    )
  if (typeof value !== 'string' || known.includes(value)) return []
  return [problem('MODEL_OPTION_UNKNOWN', at, { name: value, ...hint(value, known) })]
}

/**
 * Values that a correct expression compares with choice fields without being one of the options: a typing error that
 * no type can tell, and that makes a condition false for ever.
 */
export function checkComparedOptions(
  expression: unknown,
  parts: readonly (string | number)[],
  around: Around,
): readonly ErrorDetail[] {
  if (Array.isArray(expression))
    return expression.flatMap((one: unknown, index) => checkComparedOptions(one, [...parts, index], around))
  if (!isObject(expression)) return []
  return Object.entries(expression).flatMap(([operator, given]) => {
    const below = [...parts, operator]
    const inner = checkComparedOptions(given, below, around)
    if (!comparing.has(operator) || !Array.isArray(given)) return inner
    const known = given.map((one: unknown) => choicesOf(one, around)).find((one) => one !== undefined)
    if (known === undefined) return inner
    const literals = given.flatMap((one: unknown, index) =>
      checkLiteral(one, known, { file: around.file, path: pointer([...below, index]) }),
    )
    return [...inner, ...literals]
  })
}
