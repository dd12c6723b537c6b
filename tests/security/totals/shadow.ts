import type { Json } from '@mortise/expressions'
import type { Model } from '@mortise/schema'
import type { Door, StoredRecord } from '@mortise/store'
import type { TestClient } from '@mortise/testkit'

/** Records by entity, then id, with what somebody sees of them. */
export type Opened = ReadonlyMap<string, ReadonlyMap<string, StoredRecord>>

/** What stands in the tables, told by a door that sees everything. */
export async function standing(door: Door, model: Model): Promise<Opened> {
  const all = new Map<string, ReadonlyMap<string, StoredRecord>>()
  for (const { key, fields } of model.entities) {
    const found = new Map<string, StoredRecord>()
    const columns = fields.filter((one) => one.type !== 'subtable').map((one) => one.key)
    for await (const { records } of door.stream({ entity: key, fields: columns }, 500))
      for (const one of records) found.set(one.id, one)
    all.set(key, found)
  }
  return all
}

/** One in so many of them. */
export function thinned(all: Opened, every: number): Opened {
  const some = (records: ReadonlyMap<string, StoredRecord>): ReadonlyMap<string, StoredRecord> =>
    new Map([...records].filter((_, at) => records.size < 20 || at % every === 0))
  return new Map([...all].map(([entity, records]) => [entity, some(records)]))
}

/** Every record, tried one by one: what a person can open, with the fields he sees of it. */
export async function openedBy(door: Door, all: Opened): Promise<Opened> {
  const opened = new Map<string, ReadonlyMap<string, StoredRecord>>()
  for (const [entity, records] of all) {
    const found = new Map<string, StoredRecord>()
    opened.set(entity, found)
    if (door.access.entity(entity) === undefined) continue
    const ids = [...records.keys()]
    for (let at = 0; at < ids.length; at += 50) {
      const some = await Promise.all(ids.slice(at, at + 50).map((id) => door.get(entity, id)))
      for (const one of some) if (one !== null) found.set(one.id, seenOf(one, records.get(one.id)))
    }
  }
  return opened
}

/** A record without what is shown of it in part only: nothing can be added up with that. */
function seenOf(one: StoredRecord, whole: StoredRecord | undefined): StoredRecord {
  const values = Object.entries(one.values).map(
    ([key, value]) => [key, same(value, whole?.values[key]) ? value : null] as const,
  )
  return { ...one, values: Object.fromEntries(values) }
}

const quoted = (name: string): string => `"${name}"`

/**
 * Makes the workspace one in which nothing else exists than what was opened: other records are in the bin, values that
 * were not seen are empty, and so is the past of stages that were not seen. Gives the way back.
 */
export async function hideTheRest(
  hand: TestClient,
  model: Model,
  { all, opened }: { readonly all: Opened; readonly opened: Opened },
): Promise<() => Promise<void>> {
  const columns = await columnsOf(hand)
  await hand.query('drop schema if exists keep cascade; create schema keep')
  const back: string[] = []
  const run = async (text: string, ids: readonly string[], undo: string): Promise<void> => {
    if (ids.length === 0) return
    await hand.query(text, [ids])
    back.push(undo)
  }
  for (const [entity, records] of all) {
    const seen = opened.get(entity) ?? new Map<string, StoredRecord>()
    const table = `ws_main."r_${entity}"`
    const keep = `keep."r_${entity}"`
    await hand.query(`create table ${keep} as table ${table}`)
    const restore = (column: string): string =>
      `update ${table} t set ${column} = k.${column} from ${keep} k where k.id = t.id and t.${column} is distinct from k.${column}`
    await run(
      `update ${table} set _deleted_at = now() where id = any($1::uuid[])`,
      [...records.keys()].filter((id) => !seen.has(id)),
      restore('_deleted_at'),
    )
    for (const { key, id, system } of fieldsOf(model, entity)) {
      if (system || !columns.has(`r_${entity}.${key}`)) continue
      const blind = [...seen.values()]
        .filter((one) => !same(one.values[key], records.get(one.id)?.values[key]))
        .map((one) => one.id)
      await run(
        `update ${table} set ${quoted(key)} = null where id = any($1::uuid[])`,
        blind,
        restore(quoted(key)),
      )
      await run(
        `update ws_main.field_interval set field = 'unseen ' || field where record_id = any($1::uuid[]) and field = '${id}'`,
        blind,
        `update ws_main.field_interval set field = '${id}' where field = 'unseen ${id}'`,
      )
    }
  }
  return async () => {
    for (const text of back) await hand.query(text)
  }
}

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

function fieldsOf(model: Model, entity: string) {
  return (model.entity(entity)?.fields ?? []).map(({ key, system, document }) => ({
    key,
    system,
    id: document.id ?? key,
  }))
}

/** Columns of the tables, as `r_contract.amount`: a field without one is worked out whenever it is read. */
export async function columnsOf(hand: TestClient): Promise<ReadonlySet<string>> {
  const { rows } = await hand.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'ws_main'`,
  )
  return new Set(rows.map((row) => row.name))
}
