import type { ErrorDetail } from '@mortise/errors'
import type { Expression, ExpressionType, Scope } from '@mortise/expressions'
import { problem } from '../errors.ts'
import { fillParts } from '../fill.ts'
import { isObject, pointer } from '../pointer.ts'
import type { Visit } from '../slots/types.ts'
import { hint } from '../hint.ts'
import { touchGiven } from '../names/options.ts'
import { checkComparedOptions, wayTo } from './options.ts'
import { checkPath, scopeOfEntity } from './paths.ts'
import type { Check, CheckAt } from './types.ts'

/** Kinds whose expressions run in the database. */
const runInDatabase: ReadonlySet<string> = new Set(['view', 'report', 'role'])
/** Kinds whose expressions may speak of the values before a change. */
const withPrevious: ReadonlySet<string> = new Set(['entity', 'form', 'rule', 'flow'])
/** Kinds whose texts may say how a value is written, `{{total | #,##0.00}}`. */
const withPatterns: ReadonlySet<string> = new Set(['print', 'mail'])

/** Scope of an expression; undefined where the entity is unknown, which another problem tells. */
export function scopeOfVisit(visit: Visit): Scope | undefined {
  return visit.context.scope ?? scopeOfEntity(visit.context.model, visit.context.home)
}

function check(
  given: { readonly expression: Expression; readonly visit: Visit; readonly expect?: ExpressionType },
  at: CheckAt,
): readonly ErrorDetail[] {
  const { expression, visit, expect } = given
  const scope = scopeOfVisit(visit)
  if (scope === undefined) return []
  const { kind, inDatabase = false } = visit.context
  const result = at.checks.language.check(expression, scope, {
    expect,
    allow: {
      previous: withPrevious.has(kind) && !inDatabase,
      // A row right has to be plain to the database: what it may see must not hang on other rows it may see. And where
      // `record` is the one at hand it can't be the one that a lookup starts from as well.
      // A mail leaves the house: what its reader may not look up is not looked up for that reader.
      lookup: kind !== 'role' && kind !== 'mail' && !inDatabase,
      window: kind === 'report' && visit.context.scope !== undefined,
    },
    sql: inDatabase || (runInDatabase.has(kind) && visit.context.scope === undefined),
  })
  if (result.ok) {
    return checkComparedOptions(expression, visit.parts, { ...at, scope })
  }
  const base = pointer(visit.parts)
  return result.problems.map((one) => ({ ...one, path: base + one.path, file: at.file }))
}

/** A condition must yield true or false. */
export const checkCondition: Check<Visit> = (visit, at) =>
  check({ expression: visit.value as Expression, visit, expect: { kind: 'boolean' } }, at)

/** A formula may yield anything. */
export const checkExpression: Check<Visit> = (visit, at) => {
  const wrong = check({ expression: visit.value as Expression, visit }, at)
  return wrong.length > 0 || typeof visit.value !== 'object' ? wrong : checkWritten(visit, at)
}

function checkText(text: string, visit: Visit, at: CheckAt): readonly ErrorDetail[] {
  const path = pointer(visit.parts)
  return fillParts(text).flatMap((part) => {
    if ('text' in part) return []
    // Only texts of templates know patterns.
    const whole = part.pattern !== undefined && !withPatterns.has(visit.context.kind)
    const parsed = at.checks.language.parse(whole ? part.raw.slice(2, -2) : part.source)
    if (!parsed.ok) return [problem('MODEL_EXPRESSION', { file: at.file, path }, parsed.problem.message)]
    const wrong = check({ expression: parsed.expression, visit }, at)
    return wrong.map((one) => ({ ...one, path }))
  })
}

/** Texts with `{{expression}}` places, in every language they are written in. */
export const checkTemplate: Check<Visit> = (visit, at) => {
  const texts = isObject(visit.value) ? Object.values(visit.value) : [visit.value]
  return texts.flatMap((text) => (typeof text === 'string' ? checkText(text, visit, at) : []))
}

/** A value as actions take it: `$record.` path, filled text, copied rows, an expression, or a plain value. */
export const checkValue: Check<Visit> = (visit, at) => {
  const { value } = visit
  if (typeof value === 'object' && value !== null)
    return isObject(value) && '$rows' in value
      ? checkRows(value['$rows'], visit, at)
      : checkExpression(visit, at)
  if (typeof value !== 'string') return []
  if (value.startsWith('$record.')) return checkRecordPath(value.slice('$record.'.length), visit, at)
  return [...checkText(value, visit, at), ...checkWritten(visit, at)]
}

/** What is written into a choice field, plainly or as what a case comes to, must be one of its options. */
function checkWritten(visit: Visit, at: CheckAt): readonly ErrorDetail[] {
  const found: ErrorDetail[] = []
  touchGiven(visit, ({ values }, name) => {
    if (values.includes(name) || name === '') return undefined
    const path = pointer([...visit.parts, ...(wayTo(visit.value, name) ?? [])])
    found.push(problem('MODEL_OPTION_UNKNOWN', { file: at.file, path }, { name, ...hint(name, values) }))
    return undefined
  })
  return found
}

function checkRows(relation: unknown, visit: Visit, at: CheckAt): readonly ErrorDetail[] {
  return typeof relation === 'string' ? checkRecordPath(relation, visit, at) : []
}

/** A path from the record at hand. */
export function checkRecordPath(path: string, visit: Visit, at: CheckAt): readonly ErrorDetail[] {
  const { home } = visit.context
  if (home === undefined) return []
  return checkPath(at.model, home, { path, at: { file: at.file, path: pointer(visit.parts) } })
}

/** Names a problem of the visit's own place. */
export function wrong(
  code: Parameters<typeof problem>[0],
  given: { readonly visit: Visit; readonly at: CheckAt; readonly params: Readonly<Record<string, unknown>> },
): ErrorDetail {
  return problem(code, { file: given.at.file, path: pointer(given.visit.parts) }, given.params)
}
