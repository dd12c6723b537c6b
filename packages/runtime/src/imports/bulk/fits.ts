import type { Published } from '../../context/published.ts'
import type { RuntimeOptions } from '../../types.ts'
import type { ImportPlan } from '../types.ts'

/** Fewer rows than this are done before a connection of their own is open. */
const fewest = 1_000

/**
 * Whether an import may load its rows in bulk: nothing has to follow from each single one (rules off, or none that
 * answer to new records), and rows bring none of their own. Whether their formulas allow it, `chunkMaker` tells.
 */
export function fitsBulk(
  ground: { readonly published: Published; readonly options: RuntimeOptions },
  plan: ImportPlan,
  total: number,
): boolean {
  const { entity, mapping } = plan
  if (total < fewest || mapping.onMatch === 'review') return false
  if (Object.values(mapping.columns).some((key) => entity.relation(key)?.owned === true)) return false
  return !mapping.runRules || !hasRules(ground.published, entity.key)
}

/** Whether rules or flows answer to new records of an entity. */
export function hasRules(published: Published, entity: string): boolean {
  const phases = ['beforeSave', 'afterSave', 'async'] as const
  return (
    published.rules.related(entity).length > 0 ||
    (published.model.entity(entity)?.document.slas?.length ?? 0) > 0 ||
    phases.some((phase) => published.rules.at(entity, phase, 'create').length > 0) ||
    published
      .flowsOf(entity)
      .some(({ start }) => start.type === 'record' && (start.on ?? ['create']).includes('create'))
  )
}
