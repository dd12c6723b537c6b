import type { EntityModel, Model, PageDocument } from '@mortise/schema'
import { relatedOf } from './related.tsx'

/** The page of records that nobody has designed one for: everything there is, in the order of the entity. */
export function defaultPage(model: Model, entity: EntityModel): PageDocument {
  const related = relatedOf(model, entity).map(({ relation, target }) => ({
    id: `t_${relation.key}`.slice(0, 48),
    label: target.document.plural ?? target.document.label ?? target.key,
    blocks: [{ type: 'related', entity: target.key, field: relation.via }],
  }))
  const hasFlows = model.documents('flow').some((flow) => flow.entity === entity.key)
  return {
    key: 'page',
    label: { zh: '详情页', en: 'Record page' },
    entity: entity.key,
    tabs: [
      { id: 't_details', label: { zh: '详情', en: 'Details' }, blocks: [{ type: 'details' }] },
      ...related,
      ...(hasFlows
        ? [{ id: 't_flows', label: { zh: '流程', en: 'Flows' }, blocks: [{ type: 'flows' }] }]
        : []),
    ],
    side: [{ type: 'composer' }, { type: 'timeline' }],
  }
}

/** How records of an entity are shown: as designed, else by default. */
export function pageOf(model: Model, entity: EntityModel): PageDocument {
  return model.documents('page').find((one) => one.entity === entity.key) ?? defaultPage(model, entity)
}
