import { type Locale, say } from '@mortise/errors'
import type { Scope } from '@mortise/expressions'
import type { FieldType, FilterOperator } from '@mortise/fields'
import type { Kit } from '@mortise/kit'
import type { EntityModel, FieldDocument, Model } from '@mortise/schema'
import type { RefChoice } from '@mortise/fields/react'
import { fieldAtPath, fieldChoices, pathLabel } from '../kit/names.ts'
import { furtherField, furtherName } from './further-names.ts'

/** Names of things of an entity, for building conditions about it. */
export type Around = {
  readonly model: Model
  readonly kit: Kit
  readonly entity: EntityModel | undefined
  readonly locale: Locale
  /** The record that stands beside those asked for, called `record`. */
  readonly record?: EntityModel | undefined
  /** What the condition may read, where that is more than the record. */
  readonly scope?: Scope | undefined
}

const besides = 'record.'

/** A path with the entity that it starts from. */
function startOf({ entity, record }: Around, path: string): readonly [EntityModel | undefined, string] {
  return record !== undefined && path.startsWith(besides)
    ? [record, path.slice(besides.length)]
    : [entity, plainPath(path)]
}

/** In flows the record is also called `record`. */
const plainPath = (path: string): string => (path.startsWith('record.') ? path.slice('record.'.length) : path)

/** A field with the type whose values it holds (for a formula that of its result). */
export function fieldOf(
  around: Around,
  path: string,
): { readonly field: FieldDocument; readonly type: FieldType } | undefined {
  const { model, kit } = around
  const found = fieldAtPath(model, ...startOf(around, path))
  const own = found === undefined ? undefined : kit.fields.find(found.type)
  if (found === undefined || own === undefined) return furtherField(around, path)
  return { field: found.document, type: own.resultType?.(found.document) ?? own }
}

/** Whether expressions take a field for a number: a value compared with it has to be written as one. */
export function isNumeric(around: Around, path: string): boolean {
  const { model } = around
  const found = fieldAtPath(model, ...startOf(around, path))
  const name = found === undefined ? undefined : model.entity(found.entity)?.scope.find(found.key)
  return (name?.type.kind ?? furtherName(around, path)?.kind) === 'number'
}

/** What a path is called. */
export function labelOf(around: Around, path: string): string {
  const { model, locale } = around
  const [entity, plain] = startOf(around, path)
  const isField = fieldAtPath(model, entity, plain) !== undefined
  const further = isField ? undefined : furtherName(around, path)
  if (further !== undefined) return further.label
  const label = pathLabel({ model, locale }, entity, plain)
  if (entity !== around.record || entity === undefined) return label
  return `${say(entity.document.label, locale) || entity.key} / ${label}`
}

/** Fields that a value may be compared with: those beside it, and those of the record that stands beside. */
export function comparedFields(around: Around): readonly RefChoice[] {
  const own = fieldChoices(around, around.entity, { paths: true })
  if (around.record === undefined) return own
  const beside = fieldChoices(around, around.record, {}).map(({ value }) => ({
    value: `${besides}${value}`,
    label: labelOf(around, `${besides}${value}`),
  }))
  return [...own, ...beside]
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
