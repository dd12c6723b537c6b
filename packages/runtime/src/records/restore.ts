import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor, HistoryEntry } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { rootCause } from './cause.ts'
import { asWritten, placed, rowsBefore } from './earlier-rows.ts'
import { entityFor } from './entity-for.ts'
import { saveRecord } from './save.ts'
import type { Saved } from './types.ts'

/**
 * What is to come back from a record's history.
 * - `undo`: the change that made version `seq` of the record is taken back, in all its fields or in those named.
 * - `version`: the record becomes what it was right after that change, in all fields or in those named.
 */
export type RestoreAsk = {
  readonly entity: string
  readonly id: string
  readonly seq: number
  readonly as: 'undo' | 'version'
  readonly fields?: readonly string[]
  readonly expectedVersion?: number
}

const pageSize = 500

/** Changes of a record from the newest down to `seq`, that one included. */
async function changesSince(unit: Unit, actor: Actor, ask: RestoreAsk): Promise<readonly HistoryEntry[]> {
  const found: HistoryEntry[] = []
  const door = unit.door(actor)
  for (let before: number | undefined; ; ) {
    const page = await door.history(ask.entity, ask.id, pageSize, before)
    for (const entry of page) {
      found.push(entry)
      if (entry.version === ask.seq) return found
    }
    if (page.length < pageSize) throw errors.HISTORY_NOT_FOUND({ seq: ask.seq })
    before = page.at(-1)?.seq
  }
}

/** Goes back in time from the values of now: each change, newest first, is taken back. */
function earlierValues(
  now: RecordValues,
  changes: readonly { readonly field: string; readonly from: Json; readonly to: Json }[],
  given: { readonly entity: EntityModel; readonly computed: (type: string) => boolean },
): Map<string, RecordValues[string]> {
  const values = new Map<string, RecordValues[string]>()
  for (const change of changes) {
    const { field: key, from } = change
    const rows = given.entity.relation(key)?.owned === true
    const field = given.entity.field(key)
    if (rows) {
      const known = (values.get(key) ??
        placed((now[key] ?? []) as readonly RecordValues[])) as readonly RecordValues[]
      values.set(key, rowsBefore(known, change))
    } else if (field !== undefined && !field.system && !given.computed(field.type)) values.set(key, from)
  }
  return values
}

/**
 * Brings back what a record's history holds. It is a change like any other: with the actor's rights, rules, checks and a
 * new line of history, so that it can be taken back in turn. Fields that are worked out are left to be worked out.
 */
export async function restoreFromHistory(unit: Unit, actor: Actor, ask: RestoreAsk): Promise<Saved> {
  const { id, expectedVersion } = ask
  const entity = entityFor(unit, actor, ask.entity)
  const now = await unit.door(actor).get(entity.key, id, { lock: true, rows: 'all' })
  if (now === null) throw errors.RECORD_NOT_FOUND()
  const entries = await changesSince(unit, actor, ask)
  const taken = ask.as === 'undo' ? entries.slice(-1) : entries.slice(0, -1)
  const changes = taken
    .flatMap((entry) => entry.changes)
    .filter(({ field }) => ask.fields === undefined || ask.fields.includes(field))
  const computed = (type: string): boolean => unit.options.kit.fields.find(type)?.computed === true
  const values: { [key: string]: RecordValues[string] } = {}
  for (const [key, value] of earlierValues(now.values, changes, { entity, computed })) {
    const child = unit.published.model.entity(entity.relation(key)?.target ?? '')
    const current = (now.values[key] ?? []) as readonly RecordValues[]
    values[key] =
      child !== undefined && entity.relation(key)?.owned === true
        ? (asWritten(value as readonly RecordValues[], { current, child, computed }) as RecordValues[string])
        : value
  }
  if (Object.keys(values).length === 0) throw errors.HISTORY_NOTHING()
  return saveRecord(unit, actor, {
    request: {
      op: 'update',
      entity: entity.key,
      id,
      values,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    },
    cause: rootCause(`restore:${unit.newId()}`),
  })
}
