import type { Json } from '@mortise/expressions'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Row, Runner } from '../../database/runner.ts'
import { ownTable, quoted, recordTable, tableName } from '../../sql/names.ts'
import { peopleTables } from '../../sql/people.ts'
import { castType } from '../columns.ts'
import type { ConversionCounts, ConversionSample, TypeChange } from './types.ts'
import type { ValueChange } from './values.ts'

/** Where values are read and written: columns of the entity's table. */
export type Places = {
  readonly schema: string
  readonly change: TypeChange
  /** Column with the values as they are now. */
  readonly from: string
  /** Column that gets the new ones; none for a trial. */
  readonly into?: string
  /** Column with the originals, when an earlier change is undone. */
  readonly origin?: string
  readonly turn: ValueChange
  /**
   * The preparation this belongs to, while others write: a record somebody holds is passed over and noted as late. Who
   * never waits is in no deadlock.
   */
  readonly yieldsTo?: string
}

/** Some records: those after one in the order of ids, or those named. */
export type Which =
  | { readonly after: string | null; readonly limit: number }
  | { readonly ids: readonly string[] }

/** What came of a batch. */
export type BatchResult = {
  readonly last: string | null
  readonly counts: ConversionCounts
  readonly samples: readonly ConversionSample[]
}

const samplesOfEach = 5

type Turned = { readonly id: string; readonly was: Json; readonly result: ReturnType<ValueChange> }

/** Works out the new values of some records, and writes them where there is a place for them. */
export async function convertBatch(runner: Runner, places: Places, which: Which): Promise<BatchResult> {
  const { schema, change, from, origin, turn } = places
  const table = recordTable(schema, change.entity.key)
  const ids = 'ids' in which ? which.ids : await nextIds(runner, places, which)
  if (ids.length === 0) return { last: null, ...told(places, []) }
  const held = places.yieldsTo === undefined ? rawSql('') : rawSql(' for no key update skip locked')
  const kept = origin === undefined ? rawSql('null') : sql`t.${rawSql(quoted(origin))}`
  const rows = await runner.rows<Row & { id: string; value: Json; origin: Json }>(
    sql`select t.id, t.${rawSql(quoted(from))} as value, ${kept} as origin from ${table} t where t.id = any(${bindSql([...ids])}::uuid[]) order by t.id${held}`,
  )
  if (places.yieldsTo !== undefined) await noteHeld(runner, places, { ids, taken: rows.map(({ id }) => id) })
  const turned = rows.map(({ id, value, origin: first }) => ({ id, was: value, result: turn(value, first) }))
  const known = await knownTargets(runner, places, turned)
  const checked = turned.map((one) => withTargets(one, known))
  if (places.into !== undefined)
    await write(runner, places, { into: places.into, checked, again: 'ids' in which })
  return { last: ids.at(-1) ?? null, ...told(places, checked) }
}

async function nextIds(
  runner: Runner,
  { schema, change }: Places,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const beyond = after === null ? rawSql('true') : sql`id > ${bindSql(after)}::uuid`
  const rows = await runner.rows<Row & { id: string }>(
    sql`select id from ${recordTable(schema, change.entity.key)} where ${beyond} order by id limit ${bindSql(limit)}`,
  )
  return rows.map(({ id }) => id)
}

/** Records that somebody holds come again later; those that are gone do no harm there. */
async function noteHeld(
  runner: Runner,
  { schema, yieldsTo }: Places,
  { ids, taken }: { readonly ids: readonly string[]; readonly taken: readonly string[] },
): Promise<void> {
  const done = new Set(taken)
  const held = ids.filter((id) => !done.has(id))
  if (held.length === 0 || yieldsTo === undefined) return
  await runner.change(
    sql`insert into ${ownTable(schema, 'type_change_late')} (change_id, record_id) select ${bindSql(yieldsTo)}::uuid, unnest(${bindSql(held)}::uuid[])`,
  )
}

async function write(
  runner: Runner,
  { schema, change }: Places,
  given: { readonly into: string; readonly checked: readonly Turned[]; readonly again: boolean },
): Promise<void> {
  // A second pass must also empty what the first one filled.
  const changed = given.checked.filter(({ result }) => given.again || result.value !== null)
  if (changed.length === 0 || change.next.column === null) return
  const cast = rawSql(castType(change.next.column))
  const rows = changed.map(({ id, result }) => ({ id, value: result.value }))
  const into = rawSql(quoted(given.into))
  await runner.change(
    sql`update ${recordTable(schema, change.entity.key)} as t set ${into} = x.value from jsonb_to_recordset(${bindSql(JSON.stringify(rows))}::jsonb) as x(id uuid, value ${cast}) where t.id = x.id`,
  )
}

const idsOf = (value: Json): readonly string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []

/** Which of the ids that links would hold name something; undefined for fields that point at nothing. */
async function knownTargets(
  runner: Runner,
  { schema, change }: Places,
  turned: readonly Turned[],
): Promise<ReadonlySet<string> | undefined> {
  const target = targetTable(change)
  if (target === undefined) return undefined
  const ids = [...new Set(turned.flatMap(({ result }) => idsOf(result.value)))]
  if (ids.length === 0) return new Set()
  const found = await runner.rows<Row & { id: string }>(
    sql`select id from ${rawSql(`${quoted(schema)}.${quoted(target)}`)} where id = any(${bindSql(ids)}::uuid[])`,
  )
  return new Set(found.map(({ id }) => id))
}

function targetTable({ next }: TypeChange): string | undefined {
  const references = next.column?.references ?? next.column?.members
  if (references === undefined) return undefined
  return references.startsWith('entity:')
    ? tableName(references.slice('entity:'.length))
    : peopleTables[references]?.table
}

function withTargets(one: Turned, known: ReadonlySet<string> | undefined): Turned {
  if (known === undefined || idsOf(one.result.value).every((id) => known.has(id))) return one
  return { ...one, result: { outcome: 'impossible', value: null } }
}

function told({ change }: Places, checked: readonly Turned[]): Omit<BatchResult, 'last'> {
  const counts = { rows: checked.length, exact: 0, changed: 0, impossible: 0, edited: 0 }
  const samples: ConversionSample[] = []
  const taken = { exact: 0, changed: 0, impossible: 0, edited: 0 }
  const [before, after] = [wordsOf(change.old), wordsOf(change.next)]
  for (const { was, result } of checked) {
    if (was === null && result.value === null) continue
    counts[result.outcome] += 1
    if (taken[result.outcome] >= samplesOfEach) continue
    taken[result.outcome] += 1
    const { outcome, message } = result
    samples.push({
      outcome,
      before: before(was),
      after: after(result.value),
      ...(message === undefined ? {} : { why: { zh: message.zh, en: message.en } }),
    })
  }
  return { counts, samples }
}

const longestSample = 200

const wordsOf =
  (field: TypeChange['old']) =>
  (value: Json): string => {
    const { document } = field.model
    const ctx = { field: document, locale: 'zh', timeZone: 'Asia/Shanghai' } as const
    return value === null
      ? ''
      : (field.type?.toText(value, ctx) ?? JSON.stringify(value)).slice(0, longestSample)
  }

/** Adds two counts. */
export function addCounts(a: Partial<ConversionCounts>, b: ConversionCounts): ConversionCounts {
  const sum = (key: keyof ConversionCounts): number => (a[key] ?? 0) + b[key]
  return {
    rows: sum('rows'),
    exact: sum('exact'),
    changed: sum('changed'),
    impossible: sum('impossible'),
    edited: sum('edited'),
  }
}
