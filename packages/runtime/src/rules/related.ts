import type { RelatedDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { type Event, runOwn } from './events.ts'
import { currentValues } from '../records/current.ts'

function answers(related: RelatedDocument, event: Event): boolean {
  const { on = ['create', 'update', 'delete', 'restore'], watch = [], link } = related
  if (!on.includes(event.event)) return false
  // Moving to another record is a change for both, whatever is watched.
  return (
    event.event !== 'update' ||
    watch.length === 0 ||
    [...watch, link].some((one) => event.changed.includes(one))
  )
}

/**
 * Runs the rules of the records that a changed record points at, or pointed at before: a payment's contract, a line's
 * quote. Each record answers once, with its own rights and conditions.
 */
export async function runRelated(unit: Unit, actor: Actor, given: Event): Promise<void> {
  const found = unit.published.rules
    .related(given.entity.key)
    .filter(({ related }) => answers(related, given))
  if (found.length === 0) return
  const values =
    (await currentValues(unit, { ...given, deleted: given.event === 'delete' })) ?? given.previous ?? {}
  const before = given.previous === undefined ? [] : [given.previous]
  for (const [entityKey, rules] of Map.groupBy(found, ({ rule }) => rule.entity)) {
    const entity = unit.published.model.entity(entityKey)
    if (entity === undefined) continue
    const wanted = new Map<string, Set<string>>()
    for (const { rule, related } of rules)
      for (const id of [values, ...before].flatMap((one) => one[related.link] ?? []))
        if (typeof id === 'string') wanted.set(id, (wanted.get(id) ?? new Set()).add(rule.key))
    for (const [id, keys] of wanted)
      await runOwn(unit, actor, {
        entity,
        id,
        event: 'related',
        previous: undefined,
        cause: given.cause,
        current: {},
        only: (rule) => keys.has(rule.key),
      })
  }
}
