import type { Expression, Json, RenameCall, Scope } from '@mortise/expressions'
import { scopeOfEntity } from '../check/paths.ts'
import type { ModelChecks } from '../check/types.ts'
import type { Model } from '../model/model.ts'
import { isObject, own } from '../pointer.ts'
import type { Visit } from '../slots/types.ts'
import { type Choice, choiceOnPath } from './choices.ts'

/**
 * Asked for every option that is written out, with its field and the call or value it stands in; a text takes its
 * place.
 */
export type OptionTouch = (choice: Choice, value: string, within: Json) => string | undefined

/** Operators that hold values against each other: what stands there beside a choice field is one of its options. */
const comparing: ReadonlySet<string> = new Set(['==', '!=', 'in', 'hasAny', 'hasAll', 'hasNone', '??'])

function eachOf(list: readonly Json[], change: (one: Json, index: number) => Json): readonly Json[] {
  const made = list.map(change)
  return made.every((one, index) => one === list[index]) ? list : made
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** Path of the field whose value something is, now or before the change. */
export function pathOfValue(value: Json): string | undefined {
  const given = own(value, 'var') ?? own(value, 'prev')
  // A call may have its arguments in a list, also where it is one.
  const path: unknown = Array.isArray(given) ? given[0] : given
  return typeof path === 'string' ? path : undefined
}

/** Choice field whose value an argument is. */
function choiceOfArgument(value: Json, scope: Scope | undefined, model: Model): Choice | undefined {
  const path = pathOfValue(value)
  if (path !== undefined) return choiceOnPath(model, scope, path)
  const first = own(value, '??')
  return Array.isArray(first) ? choiceOfArgument((first[0] ?? null) as Json, scope, model) : undefined
}

/** Options that stand plainly, in a list, or as what a case or a fallback comes to. */
function touchPlain(value: Json, touch: (value: string) => string | undefined): Json {
  if (typeof value === 'string') return touch(value) ?? value
  if (isList(value)) return eachOf(value, (one) => touchPlain(one, touch))
  if (!isObject(value)) return value
  for (const name of ['if', '??']) {
    const given = own(value, name) as Json | undefined
    if (given === undefined || !isList(given)) continue
    // Conditions and cases take turns; a last one alone is for all the rest.
    const isCase = (at: number): boolean => name === '??' || at % 2 === 1 || at === given.length - 1
    const made = eachOf(given, (one, at) => (isCase(at) ? touchPlain(one, touch) : one))
    return made === given ? value : { [name]: made }
  }
  return value
}

/** Touches options beside the choice field they are held against, each field in the scope it stands in. */
export function touchCompared(
  expression: Expression,
  given: {
    readonly model: Model
    readonly scope: Scope
    readonly checks: ModelChecks
    readonly touch: OptionTouch
  },
): Expression {
  const { model, scope, checks, touch } = given
  const call: RenameCall = (name, parts, at) => {
    if (!comparing.has(name) || !isList(parts)) return parts
    const choice = parts.map((one) => choiceOfArgument(one, at, model)).find((one) => one !== undefined)
    return choice === undefined
      ? parts
      : eachOf(parts, (one) => touchPlain(one, (value) => touch(choice, value, parts)))
  }
  return checks.language.rename(expression, scope, () => undefined, call)
}

/** Choice field that what stands in a slot is written into, or meant for. */
export function choiceOfVisit({ holds, context, parts }: Visit): Choice | undefined {
  const written = parts.at(-1)
  const [entity, key] =
    holds === 'value'
      ? [context.into, context.choice ?? (typeof written === 'string' ? written : undefined)]
      : [context.of, context.choice]
  return key === undefined
    ? undefined
    : choiceOnPath(context.model, scopeOfEntity(context.model, entity), key)
}

const plain: ReadonlySet<string> = new Set(['value', 'option', 'expression', 'cell'])

const isNoOption = (value: unknown): boolean => typeof value === 'string' && /^\$|\{\{/u.test(value)

/** Touches what a slot gives to a choice field. */
export function touchGiven(visit: Visit, touch: OptionTouch): unknown {
  if (!plain.has(visit.holds) || isNoOption(visit.value)) return visit.value
  const choice = choiceOfVisit(visit)
  const given = visit.value as Json
  return choice === undefined ? given : touchPlain(given, (value) => touch(choice, value, given))
}
