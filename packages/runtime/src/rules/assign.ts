import { language } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { planAssignment, takeSlot } from '@mortise/rules'
import { readInput } from '../records/input.ts'
import { pathsRead } from '../context/needs.ts'
import { inputOf } from './action-context.ts'
import type { EffectContext } from './carry-out.ts'

/**
 * Gives a record to somebody by a policy. The pool's cursor is read under a row lock that lasts to the end of the
 * transaction, so two records never take the same turn.
 */
export async function assignRecord(
  ctx: EffectContext,
  given: { readonly policy: string; readonly entity: string; readonly recordId: string },
): Promise<void> {
  const { unit, actor } = ctx
  const policy = unit.published.model.document('assignment', given.policy)
  const entity = unit.published.model.entity(given.entity)
  const stored = await unit.door(actor).get(given.entity, given.recordId)
  if (policy === undefined || entity === undefined || stored === null) return
  const { record } = await readInput(unit, {
    entity,
    id: stored.id,
    values: stored.values,
    isNew: false,
    paths: pathsRead(policy, entity.scope),
  })
  const input = inputOf(unit, actor, record)
  const plan = planAssignment(policy, {
    evaluate: (expression) => language.evaluate(expression, input, entity.scope),
    directory: unit.people.directory,
    current: owner(stored.values),
  })
  if (plan === undefined) return
  const pool = await unit.tx.side.poolCursor(given.policy, plan.rule)
  const slot = takeSlot(plan, { cursor: typeof pool.cursor === 'number' ? pool.cursor : 0 })
  if (slot.user === null) return
  await pool.save(slot.nextCursor)
  await unit.commands.save(unit, actor, {
    request: {
      op: 'update',
      entity: given.entity,
      id: given.recordId,
      values: { [policy.field ?? 'owner']: slot.user },
      ignoreDuplicates: true,
    },
    cause: ctx.cause,
  })
}

function owner(values: RecordValues): string | null {
  const value = values['owner']
  return typeof value === 'string' ? value : null
}
