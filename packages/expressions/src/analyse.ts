import { type ErrorDetail, fillTemplate } from '@mortise/errors'
import { fitArguments } from './arguments.ts'
import { brokenBudget, budget } from './budget.ts'
import { canonicalDecimal } from './decimal.ts'
import { type ExpressionErrorCode, texts } from './errors.ts'
import { hintOf } from './hint.ts'
import type { CallNode, ListNode, LiteralNode, Node, NodeType } from './node.ts'
import { lookupPlan } from './lookup-plan.ts'
import type {
  LookupOperator,
  NameOperator,
  Operator,
  Report,
  RowsOperator,
  ValueOperator,
  WindowOperator,
} from './operator.ts'
import { resolvePath } from './paths.ts'
import type { Expression, Json, Scope } from './types.ts'
import { fitKinds, kindList, typeName } from './typing.ts'

/** A checked tree, or what is wrong. */
export type Analysis =
  | { readonly ok: true; readonly node: Node }
  | { readonly ok: false; readonly problems: readonly ErrorDetail[] }

/** What the checker knows while it walks. Without a scope every name is allowed and its type unknown. */
type Walk = {
  readonly operators: ReadonlyMap<string, Operator>
  readonly scope: Scope | undefined
  readonly problems: ErrorDetail[]
  readonly allow: Allowed
}

/** What the place of an expression offers beyond the record and its surroundings. */
export type Allowed = { readonly previous: boolean; readonly window: boolean; readonly lookup: boolean }

/** Everything: for compiling what was checked before. */
export const allAllowed: Allowed = { previous: true, window: true, lookup: true }

type Place = { readonly at: string; readonly scope: Scope | undefined }

/** Makes the detail of one problem. */
export function problemAt(
  path: string,
  code: ExpressionErrorCode,
  params: Readonly<Record<string, unknown>> = {},
): ErrorDetail {
  const pick = (locale: 'zh' | 'en'): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      Object.entries(params).map(([key, value]) => [
        key,
        typeof value === 'object' && value !== null && locale in value
          ? (value as Record<string, unknown>)[locale]
          : value,
      ]),
    )
  const { zh, en } = texts[code]
  return { path, code, message: { zh: fillTemplate(zh, pick('zh')), en: fillTemplate(en, pick('en')) } }
}

/** Checks an expression and makes the typed tree of it. */
export function analyse(
  operators: ReadonlyMap<string, Operator>,
  expression: Expression,
  options: { readonly scope: Scope | undefined; readonly allow: Allowed },
): Analysis {
  const broken = brokenBudget(expression)
  if (broken) return { ok: false, problems: [problemAt('', 'EXPRESSION_BUDGET', broken)] }
  const walk: Walk = { operators, problems: [], ...options }
  const node = visit(walk, expression, { at: '', scope: options.scope })
  return walk.problems.length > 0 ? { ok: false, problems: walk.problems } : { ok: true, node }
}

const unknownType: NodeType = { kind: 'unknown' }

function literal(value: Json, type: NodeType, at: string): LiteralNode {
  const size = typeof value === 'string' ? value.length : 32
  return { kind: 'literal', value, type, nullable: value === null, at, constant: true, size }
}

function visit(walk: Walk, value: Json, place: Place): Node {
  const { at } = place
  if (value === null || value === '') return literal(null, { kind: 'null' }, at)
  if (typeof value === 'boolean') return literal(value, { kind: 'boolean' }, at)
  if (typeof value === 'number') return numberLiteral(walk, value, at)
  if (typeof value === 'string') return textLiteral(walk, value, at)
  return Array.isArray(value)
    ? list(walk, value, place)
    : call(walk, value as { readonly [key: string]: Json }, place)
}

function numberLiteral(walk: Walk, value: number, at: string): Node {
  const read = readNumber(value)
  if (read === undefined) walk.problems.push(problemAt(at, 'EXPRESSION_NUMBER', { value }))
  return literal(read ?? 0, { kind: 'number' }, at)
}

function textLiteral(walk: Walk, value: string, at: string): Node {
  // Postgres stores neither NUL nor half a surrogate pair.
  if (value.includes('\0') || !value.isWellFormed()) walk.problems.push(problemAt(at, 'EXPRESSION_TEXT_CODE'))
  return literal(value, { kind: 'text' }, at)
}

function list(walk: Walk, values: readonly Json[], place: Place): Node {
  const items = values.map((value, index) => visit(walk, value, { ...place, at: `${place.at}/${index}` }))
  if (items.length === 0) return literal(null, { kind: 'null' }, place.at)
  const ids = items.find(({ type }) => type.kind === 'id')?.type
  const texts = items.every(({ type }) => type.kind === 'text' || type.kind === 'null')
  const type: NodeType =
    ids?.kind === 'id'
      ? { kind: 'set', of: 'id', entity: ids.entity }
      : texts
        ? { kind: 'set', of: 'text' }
        : { kind: 'json' }
  const node: ListNode = {
    kind: 'list',
    items,
    type,
    nullable: false,
    at: place.at,
    constant: items.every((item) => item.constant),
    size: items.reduce((sum, item) => sum + item.size, 0),
  }
  return node
}

function call(walk: Walk, value: { readonly [key: string]: Json }, place: Place): Node {
  const keys = Object.keys(value)
  const name = keys[0]
  const failed = literal(null, unknownType, place.at)
  if (keys.length !== 1 || name === undefined) {
    walk.problems.push(problemAt(place.at, 'EXPRESSION_SHAPE', { count: keys.length }))
    return failed
  }
  const operator = walk.operators.get(name)
  if (operator === undefined) {
    const hint = hintOf(name, walk.operators.keys())
    walk.problems.push(problemAt(place.at, 'EXPRESSION_OPERATOR_UNKNOWN', { name, hint }))
    return failed
  }
  const at = `${place.at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  const given = value[name] ?? null
  if (operator.uses === 'previous' && !walk.allow.previous)
    walk.problems.push(problemAt(place.at, 'EXPRESSION_PREVIOUS', { operator: name }))
  if (operator.kind === 'window' && !walk.allow.window)
    walk.problems.push(problemAt(place.at, 'EXPRESSION_WINDOW', { operator: name }))
  if (operator.kind === 'lookup' && !walk.allow.lookup)
    walk.problems.push(problemAt(place.at, 'EXPRESSION_LOOKUP'))
  const node = callOf(operator, { walk, given, place: { ...place, at }, outer: place.at })
  if (node.size <= budget.value) return node
  walk.problems.push(problemAt(place.at, 'EXPRESSION_BUDGET', { what: 'value', limit: budget.value }))
  return failed
}

function callOf(operator: Operator, inside: Inside): Node {
  if (operator.kind === 'name') return nameCall(operator, inside)
  if (operator.kind === 'rows') return rowsCall(operator, inside)
  if (operator.kind === 'lookup') return lookupCall(operator, inside)
  return valueCall(operator, inside)
}

function lookupCall(operator: LookupOperator, inside: Inside): Node {
  const { walk, given, place, outer } = inside
  const before = walk.problems.length
  const report = reporter(inside, Array.isArray(given))
  const plan = lookupPlan({ given, scope: place.scope, report, tally: operator.tally })
  const failed = literal(null, unknownType, outer)
  if (plan === undefined) return failed
  const inner: Walk = { ...walk, allow: { previous: false, window: false, lookup: false } }
  const filter = visit(inner, plan.request.filter, { scope: plan.filterScope, at: `${place.at}/1` })
  const fitted = fitKinds(filter, ['boolean'])
  if (fitted === undefined)
    report('EXPRESSION_TYPE', { expected: kindList(['boolean']), actual: typeName(filter.type) }, 1)
  if (walk.problems.length > before || fitted === undefined) return failed
  const { path, type, sql } = plan.field
  return {
    kind: 'call',
    operator,
    args: [fitted],
    path,
    type,
    nullable: true,
    at: outer,
    sql,
    constant: false,
    size: type.kind === 'text' ? 1000 : 50,
    lookup: plan.request,
  }
}

type Inside = { readonly walk: Walk; readonly given: Json; readonly place: Place; readonly outer: string }

function reporter({ walk, place }: Inside, listed: boolean): Report {
  return (code, params, argument) => {
    const path = argument === undefined ? place.at : listed ? `${place.at}/${argument}` : place.at
    walk.problems.push(problemAt(path, code as ExpressionErrorCode, params))
  }
}

function argumentsOf(inside: Inside): readonly Node[] {
  const { walk, given, place } = inside
  if (!Array.isArray(given)) return [visit(walk, given, place)]
  return (given as readonly Json[]).map((value, index) =>
    visit(walk, value, { ...place, at: `${place.at}/${index}` }),
  )
}

function valueCall(operator: ValueOperator | WindowOperator, inside: Inside): Node {
  const before = inside.walk.problems.length
  const given = argumentsOf(inside)
  const report = reporter(inside, Array.isArray(inside.given))
  const fitted = fitArguments({ name: operator.name, params: operator.params, args: given, report })
  const args = (operator.kind === 'value' ? operator.check?.({ args: fitted, report }) : undefined) ?? fitted
  if (inside.walk.problems.length > before) return literal(null, unknownType, inside.outer)
  const nullable = operator.kind === 'value' ? operator.nullable : true
  return {
    kind: 'call',
    operator,
    args,
    path: [],
    type: typeof operator.result === 'function' ? operator.result(args) : operator.result,
    nullable:
      typeof nullable === 'function'
        ? nullable(args)
        : (nullable ?? args.some((argument) => argument.nullable)),
    at: inside.outer,
    sql: true,
    constant: operator.kind === 'value' && args.every((argument) => argument.constant),
    size:
      (operator.kind === 'value' ? operator.size?.(args) : undefined) ??
      Math.max(100, ...args.map((argument) => argument.size)),
  }
}

function nameCall(operator: NameOperator, inside: Inside): Node {
  const { given, place, outer } = inside
  const parts = Array.isArray(given) ? (given as readonly Json[]) : [given]
  const report = reporter(inside, Array.isArray(given))
  const failed = literal(null, unknownType, outer)
  const most = operator.nameless ? 0 : operator.fallback ? 2 : 1
  const name = operator.nameless ? '' : parts[0]
  if (parts.length > most && !(operator.nameless && (given === null || parts.length === 0))) {
    report('EXPRESSION_ARGUMENTS', { operator: operator.name, expected: most, count: parts.length })
    return failed
  }
  if (typeof name !== 'string' || (name === '' && !operator.nameless)) {
    report('EXPRESSION_NAME_TEXT', { operator: operator.name }, 0)
    return failed
  }
  const found = operator.resolve(name, place.scope, report)
  if (found === undefined) return failed
  const node: CallNode = {
    kind: 'call',
    operator,
    args: [],
    ...found,
    at: outer,
    constant: operator.uses === 'user' || operator.uses === 'now' || found.bound === true,
    size: found.type.kind === 'text' ? 1000 : 50,
  }
  return parts.length === 2 ? withDefault(node, parts[1] ?? null, inside) : node
}

/** `{"var": [name, default]}` means the same as `??`. */
function withDefault(node: CallNode, value: Json, inside: Inside): Node {
  const { walk, place, outer } = inside
  const coalesce = walk.operators.get('??')
  const fallback = visit(walk, value, { ...place, at: `${place.at}/1` })
  if (coalesce?.kind !== 'value') return node
  const args = fitArguments({
    name: 'var',
    params: coalesce.params,
    args: [node, fallback],
    report: reporter(inside, true),
  })
  const type = typeof coalesce.result === 'function' ? coalesce.result(args) : coalesce.result
  return {
    ...node,
    operator: coalesce,
    args,
    path: [],
    type,
    nullable: fallback.nullable,
    at: outer,
    constant: false,
    sql: true,
    size: Math.max(node.size, fallback.size),
  }
}

function rowsCall(operator: RowsOperator, inside: Inside): Node {
  const { walk, given, place, outer } = inside
  const before = walk.problems.length
  const failed = literal(null, unknownType, outer)
  const parts = Array.isArray(given) ? (given as readonly Json[]) : [given]
  const report = reporter(inside, Array.isArray(given))
  const relation = relationName(parts[0])
  if (relation === undefined) {
    report(
      'EXPRESSION_TYPE',
      { expected: { zh: '明细或反向关联', en: 'a relation with rows' }, actual: '?' },
      0,
    )
    return failed
  }
  const found = resolvePath({
    name: relation,
    scope: place.scope,
    report: (code, params) => report(code, params, 0),
  })
  if (found === undefined) return failed
  // A set of links is a relation too: the same name stands for the ids and for the rows behind them.
  const related = found.type.kind === 'set' && found.rows !== undefined
  if (found.type.kind !== 'rows' && found.type.kind !== 'unknown' && !related) {
    report(
      'EXPRESSION_TYPE',
      { expected: { zh: '明细或反向关联', en: 'a relation with rows' }, actual: relation },
      0,
    )
    return failed
  }
  const scope = found.rows?.()
  const each = parts.slice(1).map((value, i) => visit(walk, value, { scope, at: `${place.at}/${i + 1}` }))
  const args = fitArguments({
    name: operator.name,
    params: operator.params,
    args: each,
    report: (code, params, argument) =>
      report(code, params, argument === undefined ? undefined : argument + 1),
  })
  if (walk.problems.length > before) return failed
  return {
    kind: 'call',
    operator,
    args,
    path: found.path,
    type: typeof operator.result === 'function' ? operator.result(args) : operator.result,
    nullable: operator.nullable,
    at: outer,
    // Only single values are written out, not rows.
    sql: found.sql && found.bound !== true,
    constant: false,
    size: 100,
  }
}

/** The relation of `{"var": "items"}`, or of its short form `"items"`. */
function relationName(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const name = (value as { readonly [key: string]: Json })['var']
  const first = Array.isArray(name) ? (name as readonly Json[])[0] : name
  return Object.keys(value).length === 1 && typeof first === 'string' ? first : undefined
}

/** A literal number in canonical form, within 30 whole digits and 20 decimals. */
function readNumber(value: number): number | string | undefined {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value
  const read = canonicalDecimal(value)
  if (read === null) return undefined
  const [whole = '', fraction = ''] = String(read).replace('-', '').split('.')
  return whole.length > 30 || fraction.length > 20 ? undefined : read
}
