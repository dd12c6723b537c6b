import { errorAt, isMortiseError, type MortiseError } from '@mortise/errors'
import { bindSql, sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { indexRecords } from '../search/entries.ts'
import { keepKeys } from '../duplicates/keep-keys.ts'
import { ownTable, recordTable } from '../sql/names.ts'
import { peopleTables } from '../sql/people.ts'
import { type WantedValues, wantedReader } from './allowed.ts'
import { chunkIds, fewestTogether, noteTogether } from './chunk.ts'
import { postColumns } from './columns-sql.ts'
import type { WriteContext } from './context.ts'
import { takeNumbers } from './counters.ts'
import { brokenRow, explainFailure } from './failures.ts'
import { checkFiles } from './files.ts'
import { areForeseen } from './foreseen.ts'
import { readBack } from './read-back.ts'
import { checkAfter, checkLinks, checkMembers, rightsOn } from './rights.ts'
import { holdTargets, lockParents } from './lock-parents.ts'
import { keepComputed, overMembers, parentsOf, recomputeRollups } from './rollups.ts'
import { newRow } from './new-row.ts'
import { insertRows, type NewRow, postRows, storedColumns } from './rows-sql.ts'
import type { EntityShape } from './shape.ts'
import { keepAboutRows, saveRows, type SubtableChange } from './subtables.ts'
import { fieldChanges, leaveTrail, type TrailEntry } from './trail.ts'
import { blankRow, idOf, type StoredValues, storedValues } from './values.ts'
import { writeNeeds } from './write-needs.ts'
import type { PastValues, WriteResult } from '../types.ts'

/** A record to be made. */
export type Creation = {
  readonly id?: string | undefined
  readonly values: RecordValues
  readonly derived?: RecordValues | undefined
  readonly createdAt?: string | undefined
  readonly past?: PastValues | undefined
}

/**
 * Makes records of one entity with a handful of statements, however many they are. `together`: where they are many and
 * bring no rows or ids of their own, one note stands for the beginnings of all their histories, and quick search is left
 * to `fillChunk`, behind them.
 */
export async function createRecords(
  context: WriteContext,
  entity: string,
  { creations, together }: { readonly creations: readonly Creation[]; readonly together: boolean },
): Promise<readonly WriteResult[]> {
  const rights = rightsOn(context, entity)
  if (!rights.create) throw storeErrors.RECORD_FORBIDDEN()
  const shape = context.base.shapes.entity(entity)
  const wantedOf = wantedReader(context, shape, { isNew: true, blank: blankRow(shape) })
  const wanted = creations.map(wantedOf)
  const needs = writeNeeds(context.base.shapes, shape)
  if (needs.targets)
    await holdTargets(context, shape, {
      values: wanted.map(({ values }) => values),
      rows: wanted.map((one) => one.rows),
    })
  const withRows = wanted.some(({ rows: given }) => given.size > 0)
  const chunk =
    together && !withRows && fitsChunk(creations) ? chunkIds(context, creations.length) : undefined
  const rows = wanted.map(({ values }, index) =>
    newRow(context, shape, {
      values,
      id: chunk?.[index] ?? creations[index]?.id,
      createdAt: creations[index]?.createdAt,
    }),
  )
  if (rows.some(lacksDepartment)) await fillDepartments(context, rows)
  if (needs.numbers) await takeNumbers(context, shape, rows as unknown as readonly StoredValues[])
  const keys = keysOf(wanted)
  if (needs.links) await checkLinks(context, shape, { keys, rows })
  if (needs.members)
    await checkMembers(context, shape, { keys, rows: rows.map((after) => ({ before: null, after })) })
  if (needs.files)
    await checkFiles(context, shape, {
      keys,
      rows: rows.map((values) => ({ before: undefined, values })),
    })
  if (needs.parents) await lockParents(context, parentsOf(context, shape, rows))
  const target = { runner: context.runner, schema: context.base.schema, shape }
  const pasts = context.actor.kind === 'system' ? creations.map(({ past }) => past) : []
  const foreseen = !withRows && areForeseen(shape, rows)
  const explain = explainer(shape, rows, together)
  const made = foreseen
    ? rows
    : (await insertRows(target, rows, explain)).map((row) => storedValues(shape, row))
  const changes = made.map((after) => ({ before: null, after }))
  if (foreseen) {
    // Nobody waits for either; should the rows be refused, the transaction fails with what that means.
    await (chunk === undefined ? postRows : postColumns)(target, rows, explain)
    if (chunk === undefined)
      await leaveTrail(context, shape, creationTrail(shape, { after: made, subtables: [], pasts }))
  }
  if (chunk !== undefined) await noteTogether(context, shape, { ids: chunk, fields: keys })
  else if (needs.search) await indexRecords(context, shape, changes)
  if (needs.keys) await keepKeys(context, shape, changes, true)
  const assigned = made.filter((row, index) => givenAway(context, row, wanted[index]))
  if (assigned.length > 0) await checkAssigned(context, shape, { made, assigned, together })
  const subtables = withRows ? await saveAllRows(context, shape, { made, wanted }) : []
  const ids = new Set(made.map((row) => idOf(row)))
  // First what leans on the records, then what their rows move in turn.
  const touched = [
    ...(needs.leaning ? await keepComputed(context, shape, changes) : []),
    ...(withRows ? await keepAboutRows(context, subtables.flat()) : []),
    ...(needs.overMembers ? await recomputeRollups(context, new Map([[shape.key, ids]]), overMembers) : []),
  ]
  const moved = touched.some(({ id }) => ids.has(id))
  const after = moved ? await reread(context, shape, [...ids]) : made
  if (!foreseen && chunk === undefined)
    await leaveTrail(context, shape, creationTrail(shape, { after, subtables, pasts }))
  const records = await readBack(context, shape, after)
  const { own } = toldOf(shape)
  return after.map((values, index) => ({
    record: records[index] ?? { id: idOf(values), version: 1, values: {}, deletedAt: null },
    before: null,
    after: values,
    changed: own.filter((key) => (values[key] ?? null) !== null),
    // All of one write, told once.
    touched: index === 0 ? told(touched, ids) : [],
  }))
}

/** Whether the actor may give records to whom they are given; of many made together it is told which may not be. */
async function checkAssigned(
  context: WriteContext,
  shape: EntityShape,
  of: {
    readonly made: readonly RecordValues[]
    readonly assigned: readonly RecordValues[]
    readonly together: boolean
  },
): Promise<void> {
  const { made, assigned, together } = of
  const scope = rightsOn(context, shape.key).assignTo
  const check = (rows: readonly RecordValues[]): Promise<void> =>
    checkAfter(context, shape, { rows, scope, assigned: true })
  if (!together) return check(assigned)
  try {
    await check(assigned)
  } catch (error) {
    if (!isMortiseError(error)) throw error
    for (const row of assigned)
      await check([row]).catch(() => {
        throw errorAt(error, `records/${made.indexOf(row)}`)
      })
    throw error
  }
}

/** Says what a failure means, and of many made together with which. */
function explainer(
  shape: EntityShape,
  rows: readonly NewRow[],
  together: boolean,
): (error: unknown) => unknown {
  return (error) => {
    const meant = explainFailure(shape, error)
    const place = together && isMortiseError(meant) ? brokenRow(error, rows) : undefined
    return place === undefined ? meant : errorAt(meant as MortiseError, `records/${place}`)
  }
}

function keysOf(wanted: readonly WantedValues[]): readonly string[] {
  const keys = new Set<string>()
  for (const { own } of wanted) for (const key of own) keys.add(key)
  return [...keys]
}

const fitsChunk = (creations: readonly Creation[]): boolean =>
  creations.length >= fewestTogether &&
  creations.every((one) => one.id === undefined && one.createdAt === undefined && one.past === undefined)

function creationTrail(
  shape: EntityShape,
  made: {
    readonly after: readonly RecordValues[]
    readonly subtables: readonly (readonly SubtableChange[])[]
    readonly pasts: readonly (PastValues | undefined)[]
  },
): readonly TrailEntry[] {
  const { after, subtables, pasts } = made
  return after.map((values, index) => ({
    id: idOf(values),
    version: 1,
    op: 'create',
    changes: [...firstValues(shape, values), ...(subtables[index] ?? []).flatMap((one) => one.change ?? [])],
    after: values,
    past: pasts[index],
  }))
}

const lacksDepartment = (row: NewRow): boolean => row['department'] === null && row['owner'] !== null

/** A record belongs to the department of its owner unless it was given another. */
async function fillDepartments(context: WriteContext, rows: readonly NewRow[]): Promise<void> {
  const missing = rows.filter(lacksDepartment)
  const byOwner = await departmentsOf(
    context,
    missing.map((row) => row['owner'] as string),
  )
  for (const row of missing)
    (row as { [column: string]: Json })['department'] = byOwner.get(row['owner'] as string) ?? null
}

/** Departments of people by their ids. */
export async function departmentsOf(
  context: WriteContext,
  owners: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const table = ownTable(context.base.schema, peopleTables['user']?.table ?? 'user')
  const found = await context.runner.rows<{ id: string; department_id: string | null }>(
    sql`select id, department_id from ${table} where id = any(${bindSql([...new Set(owners)])}::uuid[])`,
  )
  return new Map(found.map((row) => [row.id, row.department_id]))
}

// One's own new records are one's own; only giving them to somebody else asks for a right.
function givenAway(context: WriteContext, row: RecordValues, wanted: WantedValues | undefined): boolean {
  const named = wanted?.own.includes('owner') || wanted?.own.includes('department')
  if (!named) return false
  return row['owner'] !== context.actor.userId || row['department'] !== context.actor.departmentId
}

type Told = {
  /** What people fill in, and whose the record is: what its history begins with. */
  readonly historic: readonly string[]
  readonly own: readonly string[]
}
const tells = new WeakMap<EntityShape, Told>()

/** Fields by what is told of a new record; looked for once for all records of an entity. */
function toldOf(shape: EntityShape): Told {
  let found = tells.get(shape)
  if (found === undefined) {
    const own = shape.stored.filter(({ model }) => model.system !== true).map(({ key }) => key)
    const historic = shape.stored.flatMap(({ key, model }) =>
      !model.system || key === 'owner' || key === 'department' ? [key] : [],
    )
    tells.set(shape, (found = { historic, own }))
  }
  return found
}

function firstValues(shape: EntityShape, values: RecordValues): ReturnType<typeof fieldChanges> {
  const keys = toldOf(shape).historic.filter((key) => (values[key] ?? null) !== null)
  return fieldChanges(shape, keys, { before: null, after: values })
}

async function saveAllRows(
  context: WriteContext,
  shape: EntityShape,
  given: { readonly made: readonly RecordValues[]; readonly wanted: readonly WantedValues[] },
): Promise<readonly (readonly SubtableChange[])[]> {
  const all: (readonly SubtableChange[])[] = []
  for (const [index, { rows, asked }] of given.wanted.entries()) {
    const id = idOf(given.made[index])
    all.push(rows.size === 0 ? [] : await saveRows(context, shape, { id, rows, asked, isNew: true }))
  }
  return all
}

/** What moved, each once; of the records that were written only those whose own formulas are stale. */
export function told(touched: WriteResult['touched'], written: ReadonlySet<string>): WriteResult['touched'] {
  const byName = new Map<string, WriteResult['touched'][number]>()
  for (const one of touched) {
    const name = `${one.entity} ${one.id}`
    if (byName.get(name)?.stale === true || (written.has(one.id) && one.stale !== true)) continue
    byName.set(name, one)
  }
  return [...byName.values()]
}

/** Stored values as they are now, in the order asked for. */
export async function reread(
  context: WriteContext,
  shape: EntityShape,
  ids: readonly string[],
): Promise<readonly RecordValues[]> {
  const rows = await context.runner.rows(
    sql`select ${storedColumns(shape)} from ${recordTable(context.base.schema, shape.key)} where id = any(${bindSql(ids)}::uuid[])`,
  )
  const byId = new Map(rows.map((row) => [row['id'], storedValues(shape, row)]))
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined)
}
