import type { Expression, Json } from '@mortise/expressions'
import type { EntityModel, ExtensionList, FieldFacts, FieldModel, Model } from '@mortise/schema'

export { companyKeys, printScope } from '@mortise/schema'

/** Follows a path along links to the field it ends at. */
export function fieldAt(
  entity: EntityModel | undefined,
  path: string,
  given: { readonly model: Model; readonly fields: ExtensionList<FieldFacts> },
): FieldModel | undefined {
  const [head = '', ...rest] = path.split('.')
  const field = entity?.field(head)
  if (field === undefined || rest.length === 0) return field
  const target = given.fields.find(field.type)?.target?.(field.document)
  return target === undefined ? undefined : fieldAt(given.model.entity(target), rest.join('.'), given)
}

/** Entity of the rows a source stands for, or undefined when it is no relation. */
export function sourceEntity(
  entity: EntityModel | undefined,
  source: string,
  model: Model,
): EntityModel | undefined {
  const relation = entity?.relation(source)
  return relation && model.entity(relation.target)
}

/** The path of an expression that only names a field. */
export function pathOf(expression: Expression): string | undefined {
  if (typeof expression !== 'object' || expression === null || Array.isArray(expression)) return undefined
  const path = (expression as { readonly [key: string]: Json })['var']
  return typeof path === 'string' ? path : undefined
}

/** Fields of an entity by which its records belong to one of another; `id` where it is the same entity. */
export function linksTo(
  model: Model,
  fields: ExtensionList<FieldFacts>,
  { from, to }: { readonly from: string; readonly to: string },
): readonly string[] {
  if (from === to) return ['id']
  return (model.entity(from)?.fields ?? [])
    .filter((field) => !field.system && fields.find(field.type)?.target?.(field.document) === to)
    .map(({ key }) => key)
}
