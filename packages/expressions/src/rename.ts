import { withRecord } from './lookup-plan.ts'
import type { Operator } from './operator.ts'
import type { Expression, Json, Scope } from './types.ts'

/** Asked for every step of every path, with the scope it stands in; a text is the step's new name. */
export type RenameStep = (scope: Scope, key: string) => string | undefined

/**
 * Asked for every call of an operator before what is in it, with the scope it stands in; gives what is called with, the
 * same value where nothing changes.
 */
export type RenameCall = (operator: string, given: Json, scope: Scope | undefined) => Json

/** A path with its steps renamed, and the scope it leads to (of a link's record or of one row). */
type Walked = { readonly path: string; readonly end: Scope | undefined }

function walk(path: string, scope: Scope | undefined, rename: RenameStep): Walked {
  let at = scope
  const steps = path.split('.').map((key) => {
    if (at === undefined) return key
    const renamed = rename(at, key)
    const found = key in Object.prototype ? undefined : at.find(key)
    at = found?.target?.() ?? found?.rows?.()
    return renamed ?? key
  })
  return { path: steps.join('.'), end: at }
}

/** A dotted name such as `customer.level` with its steps renamed; steps behind an unknown one stay as they are. */
export function renamePath(path: string, scope: Scope | undefined, rename: RenameStep): string {
  return walk(path, scope, rename).path
}

type Place = {
  readonly operators: ReadonlyMap<string, Operator>
  readonly rename: RenameStep
  readonly call: RenameCall | undefined
}

/** Keeps the list it was given when nothing in it changed, so that callers can tell by identity. */
function eachOf(list: readonly Json[], change: (one: Json, index: number) => Json): readonly Json[] {
  const made = list.map(change)
  return made.every((one, index) => one === list[index]) ? list : made
}

function visit(value: Json, scope: Scope | undefined, place: Place): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return eachOf(value as readonly Json[], (one) => visit(one, scope, place))
  const [name, ...more] = Object.keys(value)
  const operator = name === undefined || more.length > 0 ? undefined : place.operators.get(name)
  if (operator === undefined || name === undefined) return value
  const given = (value as { readonly [key: string]: Json })[name] ?? null
  const called = place.call === undefined ? given : place.call(name, given, scope)
  const made = visitCall(operator, called, { ...place, scope })
  return made === given ? value : { [name]: made }
}

function visitCall(operator: Operator, given: Json, at: Place & { readonly scope: Scope | undefined }): Json {
  if (operator.kind === 'value' || operator.kind === 'window') return visit(given, at.scope, at)
  if (operator.kind === 'lookup') return visitLookup(given, { ...at, tally: operator.tally })
  if (operator.kind === 'name' && (operator.nameless === true || operator.uses === 'user')) return given
  const parts = Array.isArray(given) ? (given as readonly Json[]) : [given]
  const { value: head, end } = visitHead(parts[0] ?? null, at)
  const inner = operator.kind === 'rows' ? end : at.scope
  const made = eachOf(parts, (one, index) => (index === 0 ? head : visit(one, inner, at)))
  if (made === parts) return given
  return Array.isArray(given) ? made : (made[0] ?? null)
}

/** Entity, filter, field and order (of a tally the figure and the field): names of the looked-for entity, and `record.…` in the filter. */
function visitLookup(
  given: Json,
  at: Place & { readonly scope: Scope | undefined; readonly tally: true | undefined },
): Json {
  if (!Array.isArray(given)) return given
  const [entity, filter = null] = given as readonly Json[]
  const target = typeof entity === 'string' ? at.scope?.entities?.find(entity) : undefined
  if (target === undefined || at.scope === undefined) return given
  const inner = withRecord(target, at.scope)
  const renamed = (name: Json): Json => {
    if (typeof name !== 'string') return name
    const sign = name.startsWith('-') ? '-' : ''
    return sign + renamePath(name.slice(sign.length), target, at.rename)
  }
  return eachOf(given as readonly Json[], (one, index) =>
    index === 0 || (index === 2 && at.tally === true)
      ? one
      : index === 1
        ? visit(filter, inner, at)
        : renamed(one),
  )
}

/** The name itself, or the relation of an operator over rows in its long form, `{"var": "items"}`. */
function visitHead(
  value: Json,
  at: Place & { readonly scope: Scope | undefined },
): { readonly value: Json; readonly end: Scope | undefined } {
  if (typeof value === 'string') {
    const { path, end } = walk(value, at.scope, at.rename)
    return { value: path === value ? value : path, end }
  }
  if (typeof value !== 'object' || value === null || !('var' in value)) return { value, end: undefined }
  const given = value['var'] as Json
  const inner = visitHead(Array.isArray(given) ? ((given as readonly Json[])[0] ?? null) : given, at)
  const made = visit(value, at.scope, at)
  return { value: made, end: inner.end }
}

/**
 * The same expression with names changed. Paths are followed through links and into rows, so that each step is asked
 * for in the scope it stands in. An expression that no name changes in comes back as the same value. Wrong expressions
 * are followed as far as they lead.
 */
export function renameNames(
  operators: ReadonlyMap<string, Operator>,
  expression: Expression,
  given: { readonly scope: Scope; readonly rename: RenameStep; readonly call?: RenameCall | undefined },
): Expression {
  return visit(expression, given.scope, { operators, rename: given.rename, call: given.call })
}
