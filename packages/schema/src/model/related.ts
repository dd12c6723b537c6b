import type { Expression } from '@mortise/expressions'
import type { RelationModel } from './model.ts'
import type { RecordValues } from './values.ts'

/** Which rows of a relation's target belong to a record: a filter on the target. */
export function relatedFilter(
  relation: RelationModel,
  record: { readonly id: string; readonly values?: RecordValues },
): Expression {
  if (relation.many === 'back') return { hasAny: [{ var: relation.via }, [record.id]] }
  if (relation.many === 'forth') return { in: [{ var: 'id' }, record.values?.[relation.via] ?? []] }
  return { '==': [{ var: relation.via }, record.id] }
}
