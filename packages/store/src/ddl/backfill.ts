import { check, type ExpressionUser } from '@mortise/expressions'
import { rawSql, sql } from '@mortise/expressions/sql'
import type { EntityChange } from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
import { newContext, type QueryBase } from '../query/context.ts'
import { expressionSql, fromSql, placeOf } from '../query/place.ts'
import type { EntityShape, FieldShape, Shapes } from '../records/shape.ts'
import { leansOf } from '../records/leans.ts'
import { parentPlans } from '../records/rollup-plans.ts'
import { column, hidden, ownTable, quoted, recordTable } from '../sql/names.ts'
import { castType } from './columns.ts'

const nobody: ExpressionUser = { id: '', dept: null, deptTree: [], roles: [], subordinates: [], attr: {} }
const most = 8

type Target = { readonly entity: EntityShape; readonly field: FieldShape }

/**
 * Works out stored roll-ups and formulas that are new or were changed, for all records there are. They may lean on each
 * other, so it is done again until nothing moves. No version rises: nobody edited these records.
 */
export async function backfill(
  runner: Runner,
  given: {
    readonly schema: string
    readonly shapes: Shapes
    readonly changes: readonly EntityChange[]
    readonly now: string
  },
): Promise<void> {
  const { schema, shapes, now } = given
  const { model } = shapes
  const access = { entity: () => undefined }
  const base: QueryBase = { schema, shapes, model, access, user: nobody, now, ...model.time }
  const targets = given.changes.flatMap((change) => [
    ...targetOf(shapes, change),
    ...leaningTargets(shapes, change),
  ])
  // What figures move from is made anew with the next change of each.
  if (targets.length > 0) await runner.rows(sql`delete from ${ownTable(schema, 'rollup_state')}`)
  for (let round = 0; round < most && targets.length > 0; round += 1) {
    let moved = 0
    for (const target of targets) moved += await refill(runner, base, target)
    if (moved === 0) return
  }
}

function targetOf(shapes: Shapes, change: EntityChange): readonly Target[] {
  if (change.type !== 'add_field' && change.type !== 'change_field' && change.type !== 'change_field_type')
    return []
  const entity = shapes.entity(change.entity)
  const field = entity.fields.get(change.field)
  if (!field?.column || (field.source?.from !== 'rows' && field.source?.from !== 'formula')) return []
  const found = check(field.source.expr, entity.entity.scope)
  // What only JavaScript can do, or leans on the person or the time, is written with the next save of each record.
  return found.ok &&
    found.info.backends.includes('postgres') &&
    !found.info.deps.user &&
    !found.info.deps.previous
    ? [{ entity, field }]
    : []
}

/** Values elsewhere that lean on a field whose stored values another type has changed. */
function leaningTargets(shapes: Shapes, change: EntityChange): readonly Target[] {
  if (change.type !== 'change_field_type') return []
  const { entity, field } = change
  const own = shapes
    .entity(entity)
    .stored.filter((one) => leansOf(shapes).formulasOver(entity, field) && one.source?.from === 'formula')
    .map((one) => ({ entity, field: one.key }))
  const through = leansOf(shapes)
    .on(entity)
    .filter((lean) => lean.field === field)
    .map((lean) => ({ entity: lean.holder.key, field: lean.value.key }))
  const parents = parentPlans(shapes, entity).flatMap(({ parent, rollups }) =>
    rollups
      .filter(({ reads }) => reads === undefined || reads.has(field))
      .map((one) => ({ entity: parent.key, field: one.field.key })),
  )
  return [...own, ...through, ...parents].flatMap((one) => targetOf(shapes, { type: 'change_field', ...one }))
}

function refill(runner: Runner, base: QueryBase, { entity, field }: Target): Promise<number> {
  if (field.column === null || (field.source?.from !== 'rows' && field.source?.from !== 'formula'))
    return Promise.resolve(0)
  const place = placeOf(newContext(base), entity.key, 'system')
  const value = sql`(${expressionSql(place, field.source.expr)})::${rawSql(castType(field.column))}`
  const name = rawSql(quoted(field.key))
  const from = sql`select ${column(place.alias, 'id')} as id, ${value} as value from ${fromSql(place)} where ${column(place.alias, hidden.deletedAt)} is null`
  return runner.change(
    sql`update ${recordTable(base.schema, entity.key)} as t set ${name} = x.value from (${from}) as x where t.id = x.id and t.${name} is distinct from x.value`,
  )
}
