import { errorAt, isMortiseError, type MortiseError } from '@mortise/errors'
import { emptyTally } from '@mortise/rules'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor, StoredRecord, WriteResult } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Cause } from '../types.ts'
import { searchFillOf } from '../jobs/search-fill.ts'
import { entityFor } from './entity-for.ts'
import type { Prepared } from './prepare.ts'
import { quickly } from './quickly.ts'
import { quietOnes } from './quiet.ts'
import { afterWrite, asItIsNow, prepareAndCheck, saveRecord } from './save.ts'
import { refuseStrangers } from './strangers.ts'
import type { Saved } from './types.ts'

/** Fewer are as fast one by one. */
const fewest = 10

/**
 * Makes many records of one entity, all or none: what `saveRecord` would make of each, with one look for doubles and
 * one write for all of them. Rules and flows follow for each in order. After an error the unit has to be given up.
 */
export async function createRecords(
  unit: Unit,
  actor: Actor,
  given: {
    readonly entity: string
    readonly rows: readonly RecordValues[]
    /** The form they were filled in with. */
    readonly form?: string
    readonly ignoreDuplicates: boolean
    readonly cause: Cause
  },
): Promise<readonly Saved[]> {
  const { rows, cause, ignoreDuplicates } = given
  const entity = entityFor(unit, actor, given.entity)
  if (rows.length < fewest) return oneByOne(unit, actor, given)
  const named = given.form === undefined ? {} : { form: given.form }
  const prepared: Prepared[] = []
  // What was made ready for many knows the rules of the data, not those of one form.
  const quick = given.form === undefined ? quickly(unit, actor, { entity, cause }) : undefined
  for (const values of rows) {
    const place = prepared.length
    const long = (): Promise<Prepared> => {
      refuseStrangers(unit, actor, { entity, values })
      const request = { op: 'create', entity: entity.key, values, ...named } as const
      return prepareAndCheck(unit, actor, { request, before: undefined, entity, cause })
    }
    prepared.push(await inPlace(place, () => quick?.(values) ?? long()))
  }
  const all = prepared.map((one) => one.all)
  // Who is refused, and by which of the others, is told one by one.
  if (
    !ignoreDuplicates &&
    (hasTwins(entity.document.duplicates ?? [], all) || (await anyBlocked(unit, actor, entity.key, all)))
  )
    return oneByOne(unit, actor, given)
  const made = await unit
    .door(actor)
    .createMany(
      entity.key,
      prepared.map(({ values }) => values),
      { more: prepared.map(({ derived }) => ({ derived })), together: true },
    )
    .catch((error: unknown) => whichOf(unit, actor, { ...given, error }))
  await findLater(unit, entity, made)
  const saved: Saved[] = []
  const isQuiet = quietOnes(unit, actor, { entity, cause })
  for (const result of made) {
    const at = saved.length
    const record = isQuiet(result)
      ? result.record
      : await inPlace(at, () => followed(unit, actor, { entity, result, cause }))
    unit.cascade.changed.add(result.record.id)
    saved.push({ record, changed: result.changed, warnings: prepared[at]?.warnings ?? [] })
  }
  unit.announce({ topic: 'record', entity: entity.key })
  return saved
}

/** The record after what follows from it. */
async function followed(
  unit: Unit,
  actor: Actor,
  of: { readonly entity: EntityModel; readonly result: WriteResult; readonly cause: Cause },
): Promise<StoredRecord> {
  const { entity, result } = of
  unit.cascade.tally = emptyTally
  const { flows } = await afterWrite(unit, actor, { ...of, before: undefined, toldOnce: true })
  return asItIsNow(unit, actor, { entity: entity.key, result, flows })
}

async function oneByOne(
  unit: Unit,
  actor: Actor,
  given: Parameters<typeof createRecords>[2],
): Promise<readonly Saved[]> {
  const { entity, rows, ignoreDuplicates, cause } = given
  const named = given.form === undefined ? {} : { form: given.form }
  const saved: Saved[] = []
  for (const values of rows) {
    // Each record's rules are its own business: one chain doesn't count against the next.
    unit.cascade.tally = emptyTally
    const request = { op: 'create', entity, values, ignoreDuplicates, ...named } as const
    saved.push(await inPlace(saved.length, () => saveRecord(unit, actor, { request, cause })))
  }
  return saved
}

/** What is refused of many, without a word about which, is tried one by one, to name it; nothing of that stays. */
async function whichOf(
  unit: Unit,
  actor: Actor,
  given: Parameters<typeof createRecords>[2] & { readonly error: unknown },
): Promise<never> {
  const { error, entity } = given
  const mayCreate = unit.published.access(actor).entity(entity)?.create === true
  if (!isMortiseError(error) || error.kind !== 'user' || isPlaced(error) || !mayCreate) throw error
  const again: unknown = await oneByOne(unit, actor, given).catch((reason: unknown) => reason)
  throw isMortiseError(again) && isPlaced(again) && again.code === error.code ? again : error
}

/** What is wrong with one of many says with which: `records/17/phone`. */
async function inPlace<T>(place: number, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isMortiseError(error) || error.kind !== 'user' || isPlaced(error)) throw error
    throw errorAt(error, `records/${place}`)
  }
}

const isPlaced = ({ details }: MortiseError): boolean =>
  details.some(({ path }) => path.startsWith('records/'))

/** Records that were made together, which their ids tell, are brought into quick search behind the request. */
async function findLater(unit: Unit, entity: EntityModel, made: readonly WriteResult[]): Promise<void> {
  const [first, last] = [made[0]?.record.id, made.at(-1)?.record.id]
  if (first === undefined || last === undefined || first === last) return
  if (first.slice(-12) === last.slice(-12))
    await unit.tx.jobs.add([searchFillOf({ entity: entity.document.id ?? entity.key, first, last })])
}

async function anyBlocked(
  unit: Unit,
  actor: Actor,
  entity: string,
  rows: readonly RecordValues[],
): Promise<boolean> {
  return (await unit.door(actor).blocking(entity, rows)).size > 0
}

type Rules = readonly { readonly on: string; readonly fields: readonly string[] }[]

/** Whether two of the rows may mean the same by a blocking rule: letters, digits and their order decide, nothing else. */
function hasTwins(rules: Rules, rows: readonly RecordValues[]): boolean {
  return rules
    .filter((rule) => rule.on === 'block')
    .some((rule) => {
      const seen = new Set<string>()
      return rows.some((row) => {
        const list = rule.fields.map((field) => row[field] ?? null)
        if (list.includes(null)) return false
        const key = JSON.stringify(list)
          .normalize('NFKC')
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}]/gu, '')
        const known = seen.has(key)
        seen.add(key)
        return known
      })
    })
}
