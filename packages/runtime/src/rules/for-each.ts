import { effectsFor } from '@mortise/rules'
import type { EntityModel, ForEachEffect, Effect } from '@mortise/schema'
import { entityFor } from '../records/entity-for.ts'
import { withLookups } from '../context/lookups.ts'
import { pathsRead } from '../context/needs.ts'
import { readInput } from '../records/input.ts'
import { automation } from '../context/automation.ts'
import { actionContext } from './action-context.ts'
import type { EffectContext } from './carry-out.ts'
import { runActionFor } from './outward.ts'

type Carry = (effects: readonly Effect[], ctx: EffectContext) => Promise<void>

/**
 * Runs actions on each of the records that are found, in order; what was done to one stands when the next is looked at.
 * Whatever one sets off counts for the guard against runaway rules of the act that it all follows from.
 */
export async function forEachRecord(
  effect: ForEachEffect,
  ctx: EffectContext,
  how: { readonly key: string; readonly carryOut: Carry },
): Promise<void> {
  const { unit, actor } = ctx
  const entity = entityFor(unit, actor, effect.entity)
  const { filter, sort, limit } = effect
  const { records } = await unit.door(actor).query({
    entity: entity.key,
    fields: ['id'],
    filter,
    sort: [...(sort === undefined ? [] : [sort]), { field: 'id', dir: 'asc' }],
    limit,
  })
  for (const { id } of records)
    for (const index of effect.actions.keys()) {
      const effects = await effectsOf(effect, ctx, { entity, id, index })
      await how.carryOut(effects, {
        ...ctx,
        key: `${how.key}:${id}:${index}`,
        entity: entity.key,
        recordId: id,
      })
    }
}

async function effectsOf(
  effect: ForEachEffect,
  ctx: EffectContext,
  at: { readonly entity: EntityModel; readonly id: string; readonly index: number },
): Promise<readonly Effect[]> {
  const { unit, actor } = ctx
  const { entity, id, index } = at
  const document = effect.actions[index]
  const stored = await unit.door(automation(unit, 'read')).get(entity.key, id, { rows: 'all' })
  // An action on one before may have taken it away.
  if (stored === null || document === undefined) return []
  const paths = pathsRead(document, entity.scope)
  const names = JSON.stringify(document).includes('{{')
  const { values } = stored
  const { record, refs } = await readInput(unit, { entity, id, values, isNew: false, paths, names })
  const run = await runActionFor(unit, actor, { entity, record, refs, document })
  const { type, ...settings } = document
  const effects = await withLookups(unit, (lookup) =>
    run(
      type,
      settings,
      actionContext(unit, actor.behalf ?? actor, { entity, record, refs, phase: 'afterSave', lookup }),
    ),
  )
  return effectsFor(effect.quiet === true ? 'quiet' : 'run', effects)
}
