import { optionValues } from '../check/options.ts'
import { fieldsOnPath } from '../check/paths.ts'
import { isObject, own } from '../pointer.ts'
import type { Visit } from '../slots/types.ts'
import type { Reference } from './types.ts'

const comparing: ReadonlySet<string> = new Set(['==', '!=', 'in', 'hasAny', 'hasAll', 'hasNone'])

type Choice = { readonly entity: string; readonly field: string; readonly values: readonly string[] }

function choiceAt({ context }: Visit, entity: string | undefined, path: string): Choice | undefined {
  if (entity === undefined) return undefined
  const { model } = context
  const inner = context.kind === 'flow' && path.startsWith('record.') ? path.slice('record.'.length) : path
  const passed = fieldsOnPath(model, entity, inner)
  const last = passed.at(-1)
  if (last === undefined || passed.length !== inner.split('.').length) return undefined
  const values = optionValues(model.entity(last.entity)?.field(last.field)?.document)
  return values && { ...last, values }
}

function literals(value: unknown, choice: Choice): readonly Reference[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => literals(one, choice))
  if (typeof value !== 'string' || !choice.values.includes(value)) return []
  return [{ kind: 'entity', key: choice.entity, field: choice.field, option: value }]
}

/** Options written out beside the choice field they are compared with. */
function inExpression(expression: unknown, visit: Visit): readonly Reference[] {
  if (Array.isArray(expression)) return expression.flatMap((one: unknown) => inExpression(one, visit))
  if (!isObject(expression)) return []
  return Object.entries(expression).flatMap(([operator, given]) => {
    const inner = inExpression(given, visit)
    if (!comparing.has(operator) || !Array.isArray(given)) return inner
    const paths = given.map((one: unknown) => own(one, 'var')).filter((one) => typeof one === 'string')
    const choice = paths.map((path) => choiceAt(visit, visit.context.home, path)).find((one) => one)
    return choice === undefined ? inner : [...inner, ...literals(given, choice)]
  })
}

/** A plain value of a choice field: under the field's key in what is written, or where the slot says whose it is. */
function inValue(visit: Visit): readonly Reference[] {
  const { into, of, choice: named } = visit.context
  const written = visit.parts.at(-1)
  const choice =
    visit.holds === 'value'
      ? typeof written === 'string' && choiceAt(visit, into, written)
      : named !== undefined && choiceAt(visit, of, named)
  return choice === undefined || choice === false ? [] : literals(visit.value, choice)
}

const plain: ReadonlySet<string> = new Set(['value', 'option', 'expression'])
const asked: ReadonlySet<string> = new Set(['value', 'condition', 'expression'])

/** Options of choice fields that a filled slot names. */
export function optionReferences(visit: Visit): readonly Reference[] {
  const { holds, value } = visit
  if (typeof value === 'object') return asked.has(holds) ? inExpression(value, visit) : []
  return plain.has(holds) ? inValue(visit) : []
}
