import type { Json } from '@mortise/expressions'
import type { DataDocument, RecordValues, RunsDocument } from '@mortise/schema'
import type { PastValues } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { applyBeforeSave } from '../rules/before-save.ts'
import { rootCause } from '../records/cause.ts'
import { entityFor } from '../records/entity-for.ts'
import { prepare, type Prepared, sameJson } from '../records/prepare.ts'
import { automation } from '../context/automation.ts'
import { momentsAround } from './moments.ts'
import { heldBefore, playable, playRuns } from './runs/play.ts'

/** What names in data rows stand for: `$account_1` (the row of that key), user keys, and days around today. */
type Names = {
  readonly records: ReadonlyMap<string, string>
  readonly users: ReadonlyMap<string, string>
  /** Whose rows are that belong to nobody known here. */
  readonly installer: string | null
  /** What days around today stand for. */
  readonly moment: (text: string) => string | undefined
}

function resolve(value: Json, names: Names): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => resolve(one, names))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, names)]))
  if (typeof value !== 'string' || !value.startsWith('$')) return value
  const moment = names.moment(value)
  if (moment !== undefined) return moment
  const name = value.slice(1)
  return names.records.get(name) ?? names.users.get(name) ?? null
}

/**
 * Loads starter or demo data, set-based, in the order that links need, and plays the flows that ran on it. Rows whose owner
 * is not among the people belong to `installer`; runs of people who are nobody here are left out. Gives the number of records.
 */
export async function installData(
  workspace: Workspace,
  given: { readonly data?: readonly DataDocument[]; readonly runs?: RunsDocument },
  installer: string | null = null,
): Promise<number> {
  const { data = [] } = given
  const records = new Map<string, string>()
  const newIds = data.flatMap((one) => one.rows.map((row) => [row.$key, workspace.newId()] as const))
  for (const [key, id] of newIds) if (key !== undefined) records.set(key, id)
  const people = await workspace.people()
  const users = new Map(
    people.users.flatMap((user) => [
      [user.id, user.id] as const,
      ...(user.key === null ? [] : [[user.key, user.id] as const]),
    ]),
  )
  const moment = momentsAround(await workspace.published(), workspace.options.clock())
  const names: Names = { records, users, installer, moment }
  const runs = playable(given.runs, users)
  const before = heldBefore(runs)
  let count = 0
  for (const document of await inLinkOrder(workspace, data)) {
    await workspace.unit(async (unit) => {
      count += await loadRows(unit, begun(document, before), names)
    })
  }
  const rows = new Map(
    data.flatMap(({ entity, rows: all }) =>
      all.flatMap(({ $key = '' }) => [[$key, { entity, id: records.get($key) ?? '' }] as const]),
    ),
  )
  await playRuns(workspace, runs, { rows, users, value: (told) => resolve(told, names) })
  return count
}

/** Rows as they were before their runs. */
function begun(document: DataDocument, before: ReadonlyMap<string, RecordValues>): DataDocument {
  const rows = document.rows.map((row) => ({ ...row, ...before.get(row.$key ?? '') }))
  return { ...document, rows }
}

/** Entities that others link to come first. */
async function inLinkOrder(
  workspace: Workspace,
  data: readonly DataDocument[],
): Promise<readonly DataDocument[]> {
  const { model } = await workspace.published()
  const { fields } = workspace.options.kit
  const byEntity = new Map(data.map((one) => [one.entity, one]))
  const ordered: DataDocument[] = []
  const seen = new Set<string>()
  const visit = (key: string): void => {
    const document = byEntity.get(key)
    if (seen.has(key) || document === undefined) return
    seen.add(key)
    const used = new Set(document.rows.flatMap((row) => Object.keys(row)))
    for (const field of model.entity(key)?.fields ?? []) {
      const type = fields.find(field.type)
      for (const target of [type?.target?.(field.document)])
        if (target !== undefined && used.has(field.key)) {
          visit(target)
          for (const inner of model.entity(target)?.fields ?? []) {
            const behind = fields.find(inner.type)?.target?.(inner.document)
            if (behind !== undefined && behind !== key) visit(behind)
          }
        }
    }
    ordered.push(document)
  }
  for (const key of byEntity.keys()) visit(key)
  return ordered
}

async function loadRows(unit: Unit, document: DataDocument, names: Names): Promise<number> {
  const { entity } = document
  if (unit.published.model.entity(entity) === undefined) throw errors.ENTITY_UNKNOWN({ name: entity })
  const rows: NewRow[] = []
  for (const [index, row] of document.rows.entries())
    rows.push(await readRow(unit, entity, { row: row as RecordValues, names, index }))
  const door = unit.door(automation(unit, 'install'))
  for (let at = 0; at < rows.length; at += 500) {
    const part = rows.slice(at, at + 500)
    await door.createMany(
      entity,
      part.map((row) => row.values),
      { more: part },
    )
  }
  return rows.length
}

type NewRow = {
  readonly values: RecordValues
  readonly derived: RecordValues
  readonly id?: string | undefined
  readonly createdAt?: string | undefined
  readonly past?: PastValues | undefined
}

type Told = DataDocument['rows'][number]['$past']

/** What tracked fields held, with its instants worked out. */
function pastOf(told: Told, names: Names): PastValues | undefined {
  if (told === undefined) return undefined
  return Object.fromEntries(
    Object.entries(told).map(([field, values]) => [
      field,
      values.map(([value, at]) => ({ value, at: String(resolve(at, names)) })),
    ]),
  )
}

/** What the file says stays so, whatever rules would make of a record that is new today. */
function asTold(first: Prepared, ruled: Prepared): Pick<NewRow, 'values' | 'derived'> {
  const overruled = Object.entries(first.values).filter(
    ([key, value]) => !Array.isArray(value) && !sameJson(value, ruled.all[key] ?? null),
  )
  const keys = new Set(overruled.map(([key]) => key))
  const derived = Object.entries(ruled.derived).filter(([key]) => !keys.has(key))
  return {
    values: { ...ruled.values, ...Object.fromEntries(overruled) },
    derived: Object.fromEntries(derived),
  }
}

/** One row, prepared as any other record is: defaults, formulas and the rules before the save. */
async function readRow(
  unit: Unit,
  key: string,
  given: { readonly row: RecordValues; readonly names: Names; readonly index: number },
): Promise<NewRow> {
  const { $key, $past, owner, created_at, ...values } = given.row as DataDocument['rows'][number]
  const { names, index } = given
  const actor = automation(unit, 'install')
  const entity = entityFor(unit, actor, key)
  const plain = Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, resolve(value ?? null, names)]),
  )
  const past = pastOf($past, names)
  for (const [field, told] of Object.entries(past ?? {})) plain[field] = told.at(-1)?.value ?? null
  const known = typeof owner === 'string' ? names.users.get(owner) : undefined
  const input = { ...plain, owner: known ?? names.installer }
  const at = { request: { op: 'create' as const, entity: key, values: input }, before: undefined, entity }
  const cause = rootCause('install', { bulk: true })
  const first = await prepare(unit, actor, at)
  const prepared = await applyBeforeSave(unit, actor, { ...at, prepared: first, cause })
  if (prepared.problems.length > 0) {
    const file = `data/${key}.json`
    const details = prepared.problems.map((one) => ({ ...one, file, path: `/rows/${index}/${one.path}` }))
    throw errors.APP_INVALID({ name: key, count: details.length }, { details })
  }
  const createdAt = created_at === undefined ? undefined : resolve(created_at, names)
  return {
    ...asTold(first, prepared),
    past,
    id: typeof $key === 'string' ? names.records.get($key) : undefined,
    createdAt: typeof createdAt === 'string' ? createdAt : undefined,
  }
}
