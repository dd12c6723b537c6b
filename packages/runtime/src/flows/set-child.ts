import type { SetChildEffect } from '@mortise/schema'
import type { Json } from '@mortise/expressions'
import type { Unit } from '../context/unit.ts'

/**
 * Has a run started for another one, or canceled, after this transaction: each run is locked by itself, and what goes
 * wrong at the start of one is told to the other instead of stopping it.
 */
export async function setChild(
  unit: Unit,
  given: { readonly instanceId: string; readonly key: string; readonly child: SetChildEffect['child'] },
): Promise<void> {
  const { instanceId, key, child } = given
  const name = `child:${instanceId}:${key}`
  await unit.tx.jobs.remove(name)
  const payload = { instanceId, key, ...(child === null ? {} : { child: child as unknown as Json }) }
  const kind = child === null ? 'flow_child_cancel' : 'flow_child'
  await unit.tx.jobs.add([{ kind, payload, runAt: unit.now, key: child === null ? `${name}:cancel` : name }])
}
