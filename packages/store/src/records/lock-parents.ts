import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { peopleTables } from '../sql/people.ts'
import { quoted, recordTable } from '../sql/names.ts'
import type { WriteContext } from './context.ts'
import { leansOf } from './leans.ts'
import { parentPlans } from './rollup-plans.ts'
import { parentIds } from './row-change.ts'
import type { EntityShape } from './shape.ts'

/** Records whose roll-ups lean on changed rows, by entity. */
export type Affected = ReadonlyMap<string, ReadonlySet<string>>

const highest = 8

/**
 * Locks parents before their rows are written, and theirs before them: from the top down, by entity, then id, in one
 * order for everybody. Rows of one parent are so written one transaction after the other, and each figure moves from
 * what was committed before.
 */
export async function lockParents(context: WriteContext, affected: Affected): Promise<void> {
  const levels: Affected[] = [affected]
  for (let level = affected; level.size > 0 && levels.length < highest; ) {
    level = await parentsAbove(context, level)
    levels.push(level)
  }
  for (const level of levels.toReversed())
    for (const [entity, ids] of [...level].toSorted(([a], [b]) => (a < b ? -1 : 1)))
      await context.runner.rows(
        sql`select 1 from ${recordTable(context.base.schema, entity)} where id = any(${bindSql([...ids])}::uuid[]) order by id for no key update`,
      )
}

async function parentsAbove(context: WriteContext, level: Affected): Promise<Affected> {
  const above = new Map<string, Set<string>>()
  for (const [entity, ids] of level) {
    const plans = parentPlans(context.base.shapes, entity)
    if (plans.length === 0 || ids.size === 0) continue
    const columns = rawSql([...new Set(plans.map(({ relation }) => quoted(relation.via)))].join(', '))
    const rows = await context.runner.rows(
      sql`select ${columns} from ${recordTable(context.base.schema, entity)} where id = any(${bindSql([...ids])}::uuid[])`,
    )
    for (const { parent, relation } of plans)
      for (const row of rows)
        for (const id of parentIds(row as RecordValues, relation))
          above.set(parent.key, (above.get(parent.key) ?? new Set()).add(id))
  }
  return above
}

/**
 * Keeps records that figures look through from changing until commit: an item names a product, and the order's sum
 * leans on its price. Taken before everything else.
 */
export async function holdTargets(
  context: WriteContext,
  shape: EntityShape,
  of: {
    readonly values: readonly RecordValues[]
    readonly rows: readonly ReadonlyMap<string, readonly RecordValues[]>[]
  },
): Promise<void> {
  const held = new Map<string, Set<string>>()
  hold(context, held, { shape, values: of.values })
  for (const relation of shape.subtables)
    hold(context, held, {
      shape: context.base.shapes.entity(relation.target),
      values: of.rows.flatMap((rows) => rows.get(relation.key) ?? []),
    })
  for (const [entity, ids] of [...held].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    await context.runner.rows(
      sql`select 1 from ${recordTable(context.base.schema, entity)} where id = any(${bindSql([...ids].filter(isId))}::uuid[]) order by id for share`,
    )
}

// Anything else is refused later, by name.
const isId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

function hold(
  context: WriteContext,
  held: Map<string, Set<string>>,
  of: { readonly shape: EntityShape; readonly values: readonly RecordValues[] },
): void {
  const { shape } = of
  const parents = new Set(parentPlans(context.base.shapes, shape.key).map(({ relation }) => relation.via))
  for (const key of leansOf(context.base.shapes).links(shape.key)) {
    const target = shape.fields.get(key)?.target
    // Parents get a stronger lock of their own.
    if (target === undefined || peopleTables[target] || parents.has(key)) continue
    for (const row of of.values) {
      const id: Json = row[key] ?? null
      if (typeof id === 'string') held.set(target, (held.get(target) ?? new Set()).add(id))
    }
  }
}
