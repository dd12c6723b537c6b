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

/** What locking needs of a write. */
type Locking = Pick<WriteContext, 'runner' | 'base'>

/**
 * Locks parents before their rows are written, and theirs before them: from the top down, by entity, then id, in one
 * order for everybody. Rows of one parent are so written one transaction after the other, and each figure moves from
 * what was committed before. What formulas of the parents look through is held first of all.
 */
export async function lockParents(context: Locking, affected: Affected): Promise<void> {
  const levels: Affected[] = [affected]
  const held = new Map<string, Set<string>>()
  for (let level = affected; level.size > 0 && levels.length < highest; ) {
    level = await parentsAbove(context, level, held)
    levels.push(level)
  }
  await lockRows(context, held, 'for share')
  for (const level of levels.toReversed()) await lockRows(context, level, 'for no key update')
}

async function lockRows(context: Locking, rows: Affected, mode: string): Promise<void> {
  for (const [entity, ids] of [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    await context.runner.rows(
      sql`select 1 from ${recordTable(context.base.schema, entity)} where id = any(${bindSql([...ids].filter(isId))}::uuid[]) order by id ${rawSql(mode)}`,
    )
}

async function parentsAbove(
  context: Locking,
  level: Affected,
  held: Map<string, Set<string>>,
): Promise<Affected> {
  const above = new Map<string, Set<string>>()
  const { shapes, schema } = context.base
  for (const [entity, ids] of level) {
    const plans = parentPlans(shapes, entity)
    const keys = new Set([...plans.map(({ relation }) => relation.via), ...leansOf(shapes).links(entity)])
    if (keys.size === 0 || ids.size === 0) continue
    const rows = (await context.runner.rows(
      sql`select ${rawSql([...keys].map(quoted).join(', '))} from ${recordTable(schema, entity)} where id = any(${bindSql([...ids].filter(isId))}::uuid[])`,
    )) as readonly RecordValues[]
    for (const { parent, relation } of plans)
      for (const row of rows)
        for (const id of parentIds(row, relation))
          above.set(parent.key, (above.get(parent.key) ?? new Set()).add(id))
    hold(context, held, { shape: shapes.entity(entity), values: rows })
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
  await lockRows(context, held, 'for share')
}

// Anything else is refused later, by name.
const isId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

function hold(
  context: Locking,
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
