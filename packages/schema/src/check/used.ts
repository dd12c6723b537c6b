import type { Expression } from '@mortise/expressions'
import { type DocumentKind, documentKinds } from '../documents/kinds.ts'
import { isObject } from '../pointer.ts'
import type { SlotHolds, Visit } from '../slots/types.ts'
import { scopeOfVisit } from './expressions.ts'
import { type FieldName, fieldsOnPath } from './paths.ts'
import type { ModelChecks } from './types.ts'

/** Something a place leans on: a document, or a field of an entity. */
export type Reference = { readonly kind: DocumentKind; readonly key: string; readonly field?: string }

const fieldReference = ({ entity, field }: FieldName): Reference => ({ kind: 'entity', key: entity, field })

function pathReferences(visit: Visit, entity: string | undefined, path: string): readonly Reference[] {
  return entity === undefined ? [] : fieldsOnPath(visit.context.model, entity, path).map(fieldReference)
}

/** Paths an expression reads; none while it is wrong. */
function expressionReferences(
  expression: Expression,
  visit: Visit,
  checks: ModelChecks,
): readonly Reference[] {
  const scope = scopeOfVisit(visit)
  if (scope === undefined) return []
  const result = checks.language.check(expression, scope, { allow: { previous: true } })
  if (!result.ok) return []
  const { model, home } = visit.context
  return result.info.paths.flatMap((path) => {
    if (visit.context.scope === undefined) return pathReferences(visit, home, path)
    // In a flow the record's own fields stand behind `record`; a report's measures are no fields.
    return path.startsWith('record.') && home !== undefined
      ? fieldsOnPath(model, home, path.slice('record.'.length)).map(fieldReference)
      : []
  })
}

function textReferences(text: string, visit: Visit, checks: ModelChecks): readonly Reference[] {
  return [...text.matchAll(/\{\{(.*?)\}\}/gs)].flatMap(([, inner = '']) => {
    const parsed = checks.language.parse(inner.trim())
    return parsed.ok ? expressionReferences(parsed.expression, visit, checks) : []
  })
}

function recordReferences(text: string, visit: Visit): readonly Reference[] {
  const path = text.replace(/^\$record\.?/, '').replace(/(\.manager)+$/, '')
  return path === '' ? [] : pathReferences(visit, visit.context.home, path)
}

type Find = (visit: Visit, checks: ModelChecks) => readonly Reference[]

const ofExpression: Find = (visit, checks) => expressionReferences(visit.value as Expression, visit, checks)

const ofField: Find = (visit) => pathReferences(visit, visit.context.of, String(visit.value))

const ofTemplate: Find = (visit, checks) => {
  const texts = isObject(visit.value) ? Object.values(visit.value) : [visit.value]
  return texts.flatMap((text) => (typeof text === 'string' ? textReferences(text, visit, checks) : []))
}

const ofValue: Find = (visit, checks) => {
  const { value } = visit
  if (isObject(value) && typeof value['$rows'] === 'string') return recordReferences(value['$rows'], visit)
  if (typeof value === 'object' && value !== null) return ofExpression(visit, checks)
  if (typeof value !== 'string') return []
  return value.startsWith('$record.') ? recordReferences(value, visit) : textReferences(value, visit, checks)
}

const ofPerson: Find = (visit) => {
  const text = String(visit.value)
  if (text.startsWith('role:')) return [{ kind: 'role', key: text.slice('role:'.length) }]
  return text.startsWith('$record.') ? recordReferences(text, visit) : []
}

const finders: { readonly [K in SlotHolds]?: Find } = {
  condition: ofExpression,
  expression: ofExpression,
  template: ofTemplate,
  value: ofValue,
  field: ofField,
  path: ofField,
  link_field: (visit) => recordReferences(String(visit.value), visit),
  person: ofPerson,
  view: (visit) => [{ kind: 'view', key: `${visit.context.of ?? ''}.${String(visit.value)}` }],
}

const kinds: ReadonlySet<string> = new Set(documentKinds)

/** Everything that one filled slot leans on. */
export function referencesOf(visit: Visit, checks: ModelChecks): readonly Reference[] {
  const find = finders[visit.holds]
  if (find !== undefined) return find(visit, checks)
  if (!kinds.has(visit.holds) || typeof visit.value !== 'string') return []
  return [{ kind: visit.holds as DocumentKind, key: visit.value }]
}
