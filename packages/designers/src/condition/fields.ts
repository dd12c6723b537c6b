import type { Locale } from '@mortise/errors'
import type { FieldType, FilterOperator } from '@mortise/fields'
import type { Kit } from '@mortise/kit'
import type { EntityModel, FieldDocument, Model } from '@mortise/schema'
import { fieldAtPath, pathLabel } from '../kit/names.ts'

/** Names of things of an entity, for building conditions about it. */
export type Around = {
  readonly model: Model
  readonly kit: Kit
  readonly entity: EntityModel | undefined
  readonly locale: Locale
}

/** In flows the record is also called `record`. */
const plainPath = (path: string): string => (path.startsWith('record.') ? path.slice('record.'.length) : path)

/** A field with the type whose values it holds (for a formula that of its result). */
export function fieldOf(
  { model, kit, entity }: Around,
  path: string,
): { readonly field: FieldDocument; readonly type: FieldType } | undefined {
  const found = fieldAtPath(model, entity, plainPath(path))
  const own = found === undefined ? undefined : kit.fields.find(found.type)
  if (found === undefined || own === undefined) return undefined
  return { field: found.document, type: own.resultType?.(found.document) ?? own }
}

/** Whether expressions take a field for a number: a value compared with it has to be written as one. */
export function isNumeric({ model, entity }: Around, path: string): boolean {
  const found = fieldAtPath(model, entity, plainPath(path))
  const name = found === undefined ? undefined : model.entity(found.entity)?.scope.find(found.key)
  return name?.type.kind === 'number'
}

/** What a path is called. */
export function labelOf({ model, entity, locale }: Around, path: string): string {
  return pathLabel({ model, locale }, entity, plainPath(path))
}

const changed: FilterOperator = {
  operator: 'changed',
  label: { zh: '有变化', en: 'has changed' },
  operand: 'none',
}

/** Operators that fit a field; `previous` adds whether it has changed. */
export function operatorsOf(around: Around, path: string, previous: boolean): readonly FilterOperator[] {
  const own = fieldOf(around, path)?.type.operators ?? []
  return previous && !path.includes('.') ? [...own, changed] : own
}

/** The operator of a term in a list; several share a name and differ in what they take. */
export function sameOperator(
  a: { readonly operator: string; readonly operand: string },
  b: FilterOperator,
): boolean {
  return a.operator === b.operator && a.operand === b.operand
}

/** How an operator stands in a select box. */
export function operatorKey({
  operator,
  operand,
}: {
  readonly operator: string
  readonly operand: string
}): string {
  return `${operator} ${operand}`
}
