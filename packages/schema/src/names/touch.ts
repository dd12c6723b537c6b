import { type Expression, type Scope, renamePath } from '@mortise/expressions'
import { builtinScopes } from '../compile/system.ts'
import { scopeOfVisit } from '../check/expressions.ts'
import { scopeOfEntity } from '../check/paths.ts'
import type { ModelChecks } from '../check/types.ts'
import { type DocumentKind, documentKinds } from '../documents/kinds.ts'
import { isObject, own } from '../pointer.ts'
import { targetOf } from '../slots/entities.ts'
import type { SlotHolds, Visit } from '../slots/types.ts'
import { touchExpression } from './expression.ts'
import { touchGiven } from './options.ts'
import { touchText } from './texts.ts'
import type { NameTouch } from './types.ts'

type Around = { readonly checks: ModelChecks; readonly touch: NameTouch }
type Touch = (visit: Visit, around: Around) => unknown

const ofExpression: Touch = (visit, around) => {
  const scope = scopeOfVisit(visit)
  return scope === undefined
    ? visit.value
    : touchExpression(visit.value as Expression, {
        ...around,
        model: visit.context.model,
        scope,
      })
}

const ofPath: Touch = ({ value, context }, { touch }) =>
  typeof value !== 'string' || value === '*'
    ? value
    : renamePath(value, scopeOfEntity(context.model, context.of), touch.step)

function fillText(text: string, visit: Visit, around: Around): string {
  const scope = scopeOfVisit(visit)
  return scope === undefined ? text : touchText(text, { ...around, model: visit.context.model, scope })
}

const ofTemplate: Touch = (visit, around) => {
  const { value } = visit
  if (typeof value === 'string') return fillText(value, visit, around)
  if (!isObject(value)) return value
  return mapObject(value, (text) => (typeof text === 'string' ? fillText(text, visit, around) : text))
}

function mapObject(
  value: { readonly [key: string]: unknown },
  change: (inner: unknown, name: string) => unknown,
  rename: (name: string) => string = (name) => name,
): unknown {
  const made = Object.entries(value).map(([name, inner]) => [rename(name), change(inner, name)] as const)
  const same = made.every(([name, inner]) => Object.hasOwn(value, name) && value[name] === inner)
  return same ? value : Object.fromEntries(made)
}

function homeScope(visit: Visit): Scope | undefined {
  return scopeOfEntity(visit.context.model, visit.context.home)
}

function recordPath(text: string, visit: Visit, around: Around): string {
  return renamePath(text, homeScope(visit), around.touch.step)
}

/** `$record.customer.owner`; anything behind that leads nowhere, such as `.manager`, stays. */
function ofRecordText(text: string, visit: Visit, around: Around): string {
  return text.startsWith('$record.') ? `$record.${recordPath(text.slice(8), visit, around)}` : text
}

/** Entity of the rows that a value written into the field above this place makes. */
function rowsInto({ context, parts }: Visit): string | undefined {
  const field = parts.at(-1)
  return typeof field === 'string' ? targetOf(context.model, context.into, field) : undefined
}

/** `{"$rows":"lines","fields":{"product":"product"}}`: from fields of these rows to fields of the new ones. */
function ofRowCopy(value: { readonly [key: string]: unknown }, visit: Visit, around: Around): unknown {
  const { model, home } = visit.context
  const relation = String(value['$rows'])
  const scopes = {
    from: scopeOfEntity(model, targetOf(model, home, relation)),
    into: scopeOfEntity(model, rowsInto(visit)),
  }
  const { step } = around.touch
  return mapObject(value, (inner, name) => {
    if (name === '$rows') return recordPath(relation, visit, around)
    if (name !== 'fields' || !isObject(inner)) return inner
    return mapObject(
      inner,
      (source) => (typeof source === 'string' ? renamePath(source, scopes.from, step) : source),
      (target) => renamePath(target, scopes.into, step),
    )
  })
}

const ofValue: Touch = (visit, around) => {
  const { value } = visit
  if (typeof value === 'string')
    return value.startsWith('$record.') ? ofRecordText(value, visit, around) : fillText(value, visit, around)
  if (typeof value !== 'object' || value === null) return value
  return isObject(value) && typeof value['$rows'] === 'string'
    ? ofRowCopy(value, visit, around)
    : ofExpression(visit, around)
}

const ofLink: Touch = (visit, around) => {
  const text = String(visit.value)
  if (text === '$record') return text
  return text.startsWith('$') ? ofRecordText(text, visit, around) : recordPath(text, visit, around)
}

const ofPerson: Touch = (visit, around) => {
  const text = String(visit.value)
  if (!text.startsWith('role:')) return ofRecordText(text, visit, around)
  const role = around.touch.document('role', text.slice(5))
  return role === undefined ? text : `role:${role}`
}

const ofView: Touch = ({ value, context }, { touch }) => {
  const made = touch.document('view', `${context.of ?? ''}.${String(value)}`)
  return made === undefined ? value : made.slice(made.indexOf('.') + 1)
}

/** A column of the block it stands in: by a key of its own, or by the field the column shows. */
const ofColumn: Touch = (visit, around) => {
  const lists = visit.trail.map((one) => own(one, 'columns')).filter((one) => Array.isArray(one))
  const columns: readonly unknown[] = lists.at(-1) ?? []
  const named = columns.some((one) => own(one, 'key') === visit.value)
  return named ? visit.value : ofPath(visit, around)
}

/** A cell is a condition, a list of plain values, or a plain value. */
const ofCell: Touch = (visit, around) => (isObject(visit.value) ? ofExpression(visit, around) : visit.value)

/** Fields that results go into by their names: once one has another name, all are said. */
const ofResults: Touch = (visit, around) =>
  isObject(visit.value)
    ? mapObject(visit.value, (field) => ofPath({ ...visit, value: field }, around))
    : visit.value

const touches: { readonly [K in SlotHolds]?: Touch } = {
  condition: ofExpression,
  expression: ofExpression,
  template: ofTemplate,
  value: ofValue,
  cell: ofCell,
  results: ofResults,
  field: ofPath,
  path: ofPath,
  column: ofColumn,
  link_field: ofLink,
  person: ofPerson,
  view: ofView,
}

const kinds: ReadonlySet<string> = new Set(documentKinds)

/**
 * Walks every name that stands directly at a filled slot and gives its value with the answers put in; the same value
 * when there were none. Names inside nested slots belong to those.
 */
export function touchVisit(visit: Visit, around: Around): unknown {
  return touchNames({ ...visit, value: touchGiven(visit, around.touch.option) }, around)
}

function touchNames(visit: Visit, around: Around): unknown {
  const touch = touches[visit.holds]
  if (touch !== undefined) return touch(visit, around)
  const { holds, value } = visit
  if (!kinds.has(holds) || typeof value !== 'string') return value
  if (holds === 'entity' && builtinScopes.has(value)) return value
  return around.touch.document(holds as DocumentKind, value) ?? value
}
