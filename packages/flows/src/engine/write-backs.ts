import type { Json } from '@mortise/expressions'
import type { Effect } from '@mortise/schema'
import type { Run } from './run.ts'

type Values = { readonly [field: string]: Json }

/** Effects of a node; calls say which one, so that those that have not left can be told apart. */
export function fromNode(node: string, effects: readonly Effect[]): readonly Effect[] {
  return effects.map((one) => (one.type === 'call_out' ? { ...one, node } : one))
}

/** Remembers what fields of the run's own record held before its actions write them, so that a recall can undo it. */
export function noteWrites(run: Run, nodeId: string, effects: readonly Effect[]): void {
  const { entity, recordId, before } = run.state
  const written = effects
    .filter((effect) => effect.type === 'write_record')
    .filter((effect) => effect.op === 'update' && effect.entity === entity && effect.id === recordId)
    .flatMap((effect) => Object.keys(effect.values ?? {}))
    .filter((field) => before?.[field] === undefined)
  if (written.length === 0) return
  const { values } = run.ctx.record
  const held = Object.fromEntries(written.map((field) => [field, values[field] ?? null]))
  run.emit('record_written', { nodeId, data: { before: held } })
}

/** Gives the record back what it held before the run: it is as if it had never been submitted. */
export function undoWrites(run: Run): void {
  const { entity, recordId, before = {} } = run.state
  if (Object.keys(before).length === 0) return
  run.effects.push({ type: 'write_record', op: 'update', entity, id: recordId, values: before })
}

/** Values from before the run; the first that is known of a field counts. */
export function firstBefore(known: Values | undefined, more: Values): Values {
  return { ...more, ...known }
}
