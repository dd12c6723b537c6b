import type { RecordValues, RelationModel } from '@mortise/schema'
import type { WriteResult } from '../types.ts'
import type { WriteContext } from './context.ts'
import { leaningRecords } from './leaning.ts'
import { leansOf } from './leans.ts'
import { type Affected, lockParents } from './lock-parents.ts'
import { moveFigures } from './rollup-moves.ts'
import { parentPlans, type RollupPlan } from './rollup-plans.ts'
import { workOut } from './rollup-figures.ts'
import { type Moved, parentIds, type RowChange } from './row-change.ts'
import type { EntityShape } from './shape.ts'
import { idOf, sameValue } from './values.ts'

type Touched = WriteResult['touched']

/** Parents of rows, by the links their roll-ups go over; with `keys`, only where a change of these fields can move one. */
export function parentsOf(
  context: WriteContext,
  shape: EntityShape,
  rows: readonly RecordValues[],
  keys?: ReadonlySet<string>,
): Affected {
  const affected = new Map<string, Set<string>>()
  for (const { parent, relation, rollups } of parentPlans(context.base.shapes, shape.key)) {
    if (keys !== undefined && !keys.has(relation.via) && !rollups.some((one) => reads(one, keys))) continue
    const ids = affected.get(parent.key) ?? new Set<string>()
    for (const row of rows) for (const id of parentIds(row, relation)) ids.add(id)
    if (ids.size > 0) affected.set(parent.key, ids)
  }
  return affected
}

const reads = (rollup: RollupPlan, keys: ReadonlySet<string>): boolean =>
  rollup.reads === undefined || [...rollup.reads].some((key) => keys.has(key))

const deepest = 12

/**
 * Brings everything that is stored elsewhere and leans on these rows up to date, and goes on from what moved. Figures
 * move by the difference where they can. Formulas of other records are named as stale: whoever saves works them out.
 * Parents have to be locked already. Answers the records that moved or are stale.
 */
export async function keepComputed(
  context: WriteContext,
  shape: EntityShape,
  changes: readonly RowChange[],
  depth: number = 0,
): Promise<Touched> {
  if (depth > deepest || changes.length === 0) return []
  const { shapes } = context.base
  const moved: Moved[] = []
  for (const plan of parentPlans(shapes, shape.key)) {
    const relevant = changes.filter((change) => isRelevant(change, plan.relation, plan.rollups))
    if (relevant.length > 0) moved.push(...(await moveFigures(context, plan, relevant)))
  }
  const leaning = await leaningRecords(context, shape, changes)
  await lockParents(context, new Map([...leaning.rollups].map(([entity, { ids }]) => [entity, ids])))
  for (const [entity, { ids, fields }] of leaning.rollups)
    moved.push(...(await workOut(context, shapes.entity(entity), { ids: [...ids], fields })))
  return [...leaning.stale, ...(await goOn(context, moved, depth))]
}

async function goOn(context: WriteContext, moved: readonly Moved[], depth: number): Promise<Touched> {
  const touched: Touched[number][] = []
  for (const [shape, rows] of Map.groupBy(moved, (one) => one.shape)) {
    for (const { before, after } of rows)
      touched.push({
        entity: shape.key,
        id: idOf(after ?? {}),
        ...staleness(context, shape, { before, after }),
      })
    touched.push(...(await keepComputed(context, shape, rows, depth + 1)))
  }
  return touched
}

function staleness(
  context: WriteContext,
  shape: EntityShape,
  { before, after }: RowChange,
): { readonly stale?: true } {
  const leans = leansOf(context.base.shapes)
  const stale = shape.rollups.some(
    ({ field: { key } }) => leans.formulasOver(shape.key, key) && !sameValue(before?.[key], after?.[key]),
  )
  return stale ? { stale: true } : {}
}

function isRelevant(change: RowChange, relation: RelationModel, rollups: readonly RollupPlan[]): boolean {
  const { before, after } = change
  if (before === null || after === null) return before !== after
  const differs = (key: string): boolean => !sameValue(before[key], after[key])
  return (
    differs(relation.via) ||
    rollups.some((one) => one.reads === undefined || [...one.reads].some((key) => differs(key)))
  )
}

/**
 * Works out roll-ups of these records from their rows as they are now, and goes on to what leans on them. Only where no
 * difference of the same figures is still to come.
 */
export async function recomputeRollups(
  context: WriteContext,
  affected: Affected,
  which: (rollup: EntityShape['rollups'][number]) => boolean = () => true,
): Promise<Touched> {
  const moved: Moved[] = []
  for (const [entity, ids] of [...affected].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const shape = context.base.shapes.entity(entity)
    const fields = new Set(shape.rollups.filter(which).map(({ field }) => field))
    moved.push(...(await workOut(context, shape, { ids: [...ids], fields })))
  }
  return goOn(context, moved, 0)
}

/**
 * Works out the roll-ups of a record that nobody counts yet, so that nothing goes on from there: whoever counts it takes
 * the whole values afterwards. Answers the record where its own formulas are stale.
 */
export async function settleRollups(context: WriteContext, shape: EntityShape, id: string): Promise<Touched> {
  const fields = new Set(shape.rollups.map(({ field }) => field))
  const moved = await workOut(context, shape, { ids: [id], fields })
  return moved.map((change) => ({ entity: shape.key, id, ...staleness(context, shape, change) }))
}

/** Roll-ups over the records that a record lists itself. */
export const overMembers = ({ relation }: EntityShape['rollups'][number]): boolean =>
  relation.many === 'forth'
