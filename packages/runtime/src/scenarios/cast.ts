import { dateAt, type Json } from '@mortise/expressions'
import { systemActor } from '../context/actor.ts'
import type { RecordValues } from '@mortise/schema'
import { toldValue } from './eyes.ts'
import { ScenarioFailure } from './scenario-failure.ts'
import type { ScenarioStage } from './stage.ts'

/** A record of the play. */
export type Role = { readonly entity: string; readonly id: string }

/** Who and what has a name in a running scenario. */
export type Cast = {
  readonly stage: ScenarioStage
  readonly records: Map<string, Role>
  /** How many tasks people had before the play, where they have a life beside it. */
  readonly tasksBefore: Map<string, number>
}

const reference = /^\$([A-Za-z]\w*)((?:\.\w+)*)$/
const day = 86_400_000

/** All values of a record, whatever anybody may see of it. */
async function wholeRecord({ stage }: Cast, { entity, id }: Role): Promise<RecordValues> {
  const system = systemActor('scenario')
  const record = await stage.workspace.unit((unit) => unit.door(system).get(entity, id, { rows: 'all' }))
  if (record === null) throw new ScenarioFailure(`the ${entity} is not there any more`)
  return { ...record.values, id }
}

/** The value at a path through links, and the record it stands for, if it is a link. */
export async function follow(
  cast: Cast,
  from: Role,
  path: readonly string[],
): Promise<{ readonly value: Json; readonly record: Role | undefined }> {
  const [field, ...rest] = path
  if (field === undefined) return { value: from.id, record: from }
  const found = (await wholeRecord(cast, from))[field]
  const value = await toldValue(cast.stage, from, { field, found })
  if (value === undefined) throw new ScenarioFailure(`${from.entity} has no field “${field}”`)
  const { model } = await cast.stage.workspace.published()
  const known = model.entity(from.entity)?.field(field)
  const target =
    known === undefined
      ? undefined
      : cast.stage.workspace.options.kit.fields.find(known.type)?.target?.(known.document)
  const record = target === undefined || typeof value !== 'string' ? undefined : { entity: target, id: value }
  if (rest.length === 0) return { value, record }
  if (record === undefined) throw new ScenarioFailure(`${from.entity}.${field} leads to no record`)
  return follow(cast, record, rest)
}

/** The record a step saved under a name, with or without its `$`; it may lie in the bin. */
export function named(cast: Cast, text: string): Role {
  const name = text.replace(/^\$/, '')
  const role = cast.records.get(name)
  if (role === undefined) throw new ScenarioFailure(`no step before has saved anything as “${name}”`)
  return role
}

/** The record that `$name` or `$name.link` stands for. */
export async function recordAt(cast: Cast, text: string): Promise<Role> {
  const [, name, path = ''] = reference.exec(text) ?? []
  if (name === undefined) throw new ScenarioFailure(`“${text}” names no record: write $name`)
  const { record } = await follow(cast, named(cast, name), path.split('.').slice(1))
  if (record === undefined) throw new ScenarioFailure(`${text} leads to no record`)
  return record
}

async function standsFor(cast: Cast, text: string): Promise<Json> {
  const { stage } = cast
  if (text.startsWith('$$')) return text.slice(1)
  const [, moment, shift = '0'] = /^\$(today|now)([+-]\d+)?$/.exec(text) ?? []
  if (moment !== undefined) {
    const at = stage.now() + Number(shift) * day
    const { timeZone } = await stage.workspace.published()
    return moment === 'now' ? new Date(at).toISOString() : dateAt(at, timeZone)
  }
  const [, name, path = ''] = reference.exec(text) ?? []
  if (name === undefined) return text
  const person = cast.records.has(name) ? undefined : await personOf(stage, name)
  if (person !== undefined && path === '') return person
  return (await follow(cast, named(cast, name), path.split('.').slice(1))).value
}

async function personOf({ workspace }: ScenarioStage, key: string): Promise<string | undefined> {
  const { users, departments } = await workspace.people()
  return [...users, ...departments].find((one) => one.key === key)?.id
}

/**
 * Puts in what names stand for, at any depth: `$deal` (the id of what a step saved so), `$deal.account.name`,
 * `$wu_lei` (a person or department by key), `$today-3` and `$now+1` in days; `$$` is a plain dollar sign.
 */
export async function fillIn(cast: Cast, json: Json): Promise<Json> {
  if (typeof json === 'string') return json.startsWith('$') ? standsFor(cast, json) : json
  if (Array.isArray(json)) return Promise.all((json as readonly Json[]).map((one) => fillIn(cast, one)))
  if (typeof json !== 'object' || json === null) return json
  return fillInAll(cast, json as { readonly [key: string]: Json })
}

/** The same for the values of an object. */
export async function fillInAll(
  cast: Cast,
  values: { readonly [key: string]: Json },
): Promise<{ readonly [key: string]: Json }> {
  const pairs = Object.entries(values).map(async ([key, value]) => [key, await fillIn(cast, value)] as const)
  return Object.fromEntries(await Promise.all(pairs))
}
