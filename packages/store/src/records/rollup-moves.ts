import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import { columnType } from '../ddl/columns.ts'
import { newContext } from '../query/context.ts'
import { conditionSql, expressionSql, type Place, placeOf } from '../query/place.ts'
import { column, ownTable, quoted, recordTable } from '../sql/names.ts'
import type { WriteContext } from './context.ts'
import { figureSql, setFigures } from './rollup-figures.ts'
import type { Movement, ParentPlan, RollupPlan } from './rollup-plans.ts'
import { type Moved, parentIds, type RowChange } from './row-change.ts'
import type { EntityShape } from './shape.ts'

/** A row on one side of a change: `+1` comes, `-1` goes. */
type Side = { readonly [column: string]: Json }

/** Moves the figures of the parents of changed rows; those that cannot move by a difference are worked out. */
export async function moveFigures(
  context: WriteContext,
  plan: ParentPlan,
  changes: readonly RowChange[],
): Promise<readonly Moved[]> {
  const { shapes, schema } = context.base
  const child = shapes.entity(plan.relation.target)
  const sides = changes.flatMap(({ before, after }) => [
    ...parentIds(before, plan.relation).map((id): Side => ({ ...before, _parent: id, _sign: -1 })),
    ...parentIds(after, plan.relation).map((id): Side => ({ ...after, _parent: id, _sign: 1 })),
  ])
  if (sides.length === 0) return []
  const sums = sumsSql(context, child, { plan, sides })
  await keepStates(context, plan, { sides, sums })
  const place = placeOf(newContext(context.base), plan.parent.key, 'system')
  const figures = plan.rollups.map((rollup, index) => ({
    field: rollup.field,
    value: movedSql(place, { rollup, index, schema }),
  }))
  return setFigures(context, place, {
    figures,
    where: rawSql('true'),
    joined: sql` join (${sums}) as d on d.id = ${column(place.alias, 'id')}`,
  })
}

/** Per parent, what comes and goes: `n` rows, sum `s`, the edges of what comes (`a`, `z`) and goes (`ga`, `gz`). */
function sumsSql(
  context: WriteContext,
  child: EntityShape,
  of: { readonly plan: ParentPlan; readonly sides: readonly Side[] },
): Fragment {
  const place = placeOf(newContext(context.base), child.key, 'system')
  const definitions = [
    '_parent uuid',
    '_sign int4',
    ...child.stored.map(({ key, column: spec }) => `${quoted(key)} ${spec ? columnType(spec) : 'text'}`),
  ].join(', ')
  const rows = sql`jsonb_to_recordset(${bindSql(JSON.stringify(of.sides))}::jsonb) as ${rawSql(quoted(place.alias))}(${rawSql(definitions)})`
  const parts = of.plan.rollups.flatMap(({ movement }, index) =>
    movement === undefined ? [] : sums[movement.by](valueSql(place, movement), index),
  )
  const list = joinSql([sql`_parent as id`, ...parts], ', ')
  return sql`select ${list} from ${rows} group by _parent`
}

/** The value of a row where it counts, else null. */
function valueSql(place: Place, movement: Movement): Fragment {
  const value = movement.value === undefined ? rawSql('1') : expressionSql(place, movement.value)
  if (movement.filter === undefined) return sql`(${value})`
  return sql`(case when ${conditionSql(place, movement.filter)} then ${value} end)`
}

const named = (name: string, index: number): Fragment => rawSql(`${name}${index}`)
const count = (value: Fragment, index: number): Fragment =>
  sql`coalesce(sum(_sign) filter (where ${value} is not null), 0) as ${named('n', index)}`
const sum = (value: Fragment, index: number): Fragment =>
  sql`coalesce(sum(_sign * ${value}), 0) as ${named('s', index)}`
const edge =
  (agg: string) =>
  (value: Fragment, index: number): readonly Fragment[] => [
    sql`${rawSql(agg)}(${value}) filter (where _sign > 0) as ${named('come', index)}`,
    sql`${rawSql(agg)}(${value}) filter (where _sign < 0) as ${named('gone', index)}`,
  ]

const sums: { readonly [B in Movement['by']]: (value: Fragment, index: number) => readonly Fragment[] } = {
  count: (value, index) => [count(value, index)],
  exactSum: (value, index) => [sum(value, index)],
  sum: (value, index) => [count(value, index), sum(value, index)],
  avg: (value, index) => [count(value, index), sum(value, index)],
  min: edge('min'),
  max: edge('max'),
}

type One = { readonly rollup: RollupPlan; readonly index: number; readonly schema: string }

/** The new value of a figure, from the old one and what moved. */
function movedSql(place: Place, one: One): Fragment {
  const { rollup, index } = one
  const old = column(place.alias, rollup.field.key)
  const all = sql`(${figureSql(place, rollup.field)})`
  const by = rollup.movement?.by
  if (by === undefined) return all
  if (by === 'count')
    return sql`case when ${old} is null then ${all} else ${old} + d.${named('n', index)} end`
  if (by === 'exactSum')
    return sql`case when ${old} is null then ${all} else ${old} + d.${named('s', index)} end`
  if (by === 'sum') return stateSql(place, one, rawSql('st.s'))
  if (by === 'avg') return stateSql(place, one, rawSql('st.s / nullif(st.n, 0)'))
  const [come, gone] = [sql`d.${named('come', index)}`, sql`d.${named('gone', index)}`]
  // Only who was at the edge leaves a gap; an index finds who stands there now.
  const beyond = rawSql(by === 'min' ? '<=' : '>=')
  const nearer = rawSql(by === 'min' ? 'least' : 'greatest')
  return sql`case when ${gone} is not null and (${old} is null or ${gone} ${beyond} ${old}) then ${all} else ${nearer}(${old}, ${come}) end`
}

function stateSql(place: Place, { rollup, schema }: One, value: Fragment): Fragment {
  return sql`(select ${value} from ${ownTable(schema, 'rollup_state')} st where st.record_id = ${column(place.alias, 'id')} and st.field = ${bindSql(rollup.field.historyKey)})`
}

/** Moves what averages are made of; makes it from all rows where it is missing. */
async function keepStates(
  context: WriteContext,
  plan: ParentPlan,
  of: { readonly sides: readonly Side[]; readonly sums: Fragment },
): Promise<void> {
  const { runner, base } = context
  const table = ownTable(base.schema, 'rollup_state')
  const ids = [...new Set(of.sides.map(({ _parent }) => _parent as string))]
  for (const [index, { field, movement }] of plan.rollups.entries()) {
    if (movement?.by !== 'sum' && movement?.by !== 'avg') continue
    const place = placeOf(newContext(base), plan.parent.key, 'system')
    const rest = [movement.value ?? null, ...(movement.filter === undefined ? [] : [movement.filter])]
    const total = expressionSql(place, { sumOf: [plan.relation.key, ...rest] })
    const present = { '!=': [movement.value ?? null, null] }
    const counted = movement.filter === undefined ? present : { and: [present, movement.filter] }
    const number = expressionSql(place, { countOf: [plan.relation.key, counted] })
    const id = column(place.alias, 'id')
    const made = await runner.rows<{ id: string }>(
      sql`insert into ${table} (record_id, field, n, s) select ${id}, ${bindSql(field.historyKey)}, ${number}, ${total} from ${recordTable(base.schema, plan.parent.key)} ${rawSql(quoted(place.alias))} where ${id} = any(${bindSql(ids)}::uuid[]) and not exists (select 1 from ${table} st where st.record_id = ${id} and st.field = ${bindSql(field.historyKey)}) returning record_id as id`,
    )
    await runner.post(
      sql`update ${table} as st set n = st.n + d.${named('n', index)}, s = st.s + d.${named('s', index)} from (${of.sums}) as d where st.record_id = d.id and st.field = ${bindSql(field.historyKey)} and not st.record_id = any(${bindSql(made.map((row) => row.id))}::uuid[])`,
    )
  }
}
