import type { Json } from '@mortise/expressions'
import type { Actor, ImportRow, MadeRow } from '@mortise/store'
import { automation } from '../../context/automation.ts'
import type { Unit } from '../../context/unit.ts'
import type { Workspace } from '../../context/workspace.ts'
import { readDoor } from '../../model/read-door.ts'
import { importTable } from '../fixes/fixed-table.ts'
import { importerOf } from '../importer.ts'
import { mappingOf, planOf, reportOf } from '../open-import.ts'
import type { Table } from '../table/open-table.ts'
import type { ImportMapping } from '../types.ts'
import { findMissing, type MissingNames } from './find-missing.ts'
import { decideNames, makeNames, type NameRefused } from './target-rows.ts'

const atOnce = 200

/** What an import would make beside its own records. */
export type MissingTargets = {
  readonly target: string
  readonly count: number
  readonly refused: readonly NameRefused[]
}

/** Refused names that are told; the others are only counted by their rows. */
const refusedTold = 20

/** Finds the names of a table that records would have to be made of. */
export async function missingIn(
  workspace: Workspace,
  actor: Actor,
  given: { readonly row: ImportRow; readonly table: Table },
): Promise<readonly MissingNames[]> {
  const { row, table } = given
  if (mappingOf(row).createMissing.length === 0) return []
  const { door, published } = await readDoor(workspace, actor)
  const ground = { published, people: await workspace.people(), options: workspace.options, door }
  const plan = planOf(published, actor, row)
  return findMissing(ground, actor, { plan, blocks: table.blocks(0) })
}

/**
 * For a dry run: which records would be made, and the import as it reads with them. Nothing is written; names that can
 * become records stand for ids that nobody has yet.
 */
export async function withMissing(
  workspace: Workspace,
  actor: Actor,
  given: { readonly row: ImportRow; readonly table: Table },
): Promise<{ readonly row: ImportRow; readonly made: readonly MissingTargets[] }> {
  const missing = await missingIn(workspace, actor, given)
  let { row } = given
  const made: MissingTargets[] = []
  for (const one of missing) {
    const refused: NameRefused[] = []
    let count = 0
    for (const names of batches(one)) {
      const decided = await workspace.unit((unit) =>
        decideNames(unit, actor, { row: given.row, target: one.target, names }),
      )
      count += decided.names.length
      if (refused.length < refusedTold) refused.push(...decided.refused)
      row = withNames(row, one, new Map(decided.names.map((name) => [name, workspace.newId()])))
    }
    made.push({ target: one.target, count, refused: refused.slice(0, refusedTold) })
  }
  return { row, made }
}

/**
 * Makes the records that rows name and nobody has, before the first row goes in. Some at a time, each in a transaction:
 * whenever the process dies, the next one finds those that are there and goes on.
 */
export async function makeMissing(workspace: Workspace, row: ImportRow): Promise<void> {
  const { id } = row
  if (mappingOf(row).createMissing.length === 0 || reportOf(row).targetsMade === true) return
  const ground = { published: await workspace.published(), people: await workspace.people() }
  const table = await importTable(workspace, row)
  const missing = await missingIn(workspace, importerOf(ground, row), { row, table })
  for (const one of missing)
    for (const names of batches(one)) if (!(await makeBatch(workspace, id, { one, names }))) return
  await workspace.unit(async ({ tx }) => {
    const now = await tx.side.imports.get(id, true)
    if (now === null) return
    const report = { ...reportOf(now), targetsMade: true }
    await tx.side.imports.update(id, { report: report as unknown as Json })
  })
}

/** False when the import was stopped meanwhile. */
async function makeBatch(
  workspace: Workspace,
  id: string,
  { one, names }: { readonly one: MissingNames; readonly names: readonly string[] },
): Promise<boolean> {
  return workspace.unit(async (unit) => {
    const { imports } = unit.tx.side
    const row = await imports.get(id, true)
    if (row?.state !== 'running') return false
    const actor = importerOf(unit, row)
    const decided = await decideNames(unit, actor, { row, target: one.target, names })
    const ids = await makeNames(unit, actor, { row, decided })
    const byName = new Map(decided.names.flatMap((name, at) => pairOf(name, ids[at])))
    await imports.addMade(id, await asLeft(unit, one.target, [...byName.values()]))
    await imports.update(id, { mapping: withNames(row, one, byName).mapping })
    return true
  })
}

/** The records with the versions they have now that rules were through with them. */
async function asLeft(unit: Unit, entity: string, ids: readonly string[]): Promise<readonly MadeRow[]> {
  if (ids.length === 0) return []
  const { records } = await unit
    .door(automation(unit, 'import'))
    .query({ entity, fields: ['id'], filter: { in: [{ var: 'id' }, ids] }, limit: atOnce })
  return records.map(({ id, version }) => ({ entity, id, version }))
}

const pairOf = (name: string, id: string | null | undefined): readonly (readonly [string, string])[] =>
  id === null || id === undefined ? [] : [[name, id]]

function* batches({ names }: MissingNames): Generator<readonly string[], void, undefined> {
  const all = [...names.values()].map(([first]) => first ?? '')
  for (let at = 0; at < all.length; at += atOnce) yield all.slice(at, at + atOnce)
}

/** The import with names standing for ids, however they are written. */
function withNames(row: ImportRow, of: MissingNames, ids: ReadonlyMap<string, string>): ImportRow {
  const mapping = mappingOf(row)
  const known = [...of.names.values()].flatMap((variants) => {
    const id = ids.get(variants[0] ?? '')
    return id === undefined ? [] : variants.map((name): readonly [string, string] => [name, id])
  })
  const values: ImportMapping['values'] = {
    ...mapping.values,
    ...Object.fromEntries(
      of.fields.map((field) => [field, { ...mapping.values[field], ...Object.fromEntries(known) }]),
    ),
  }
  return { ...row, mapping: { columns: mapping.columns, values } as Json }
}
