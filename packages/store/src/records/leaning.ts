import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import { ownTable, quoted, recordTable } from '../sql/names.ts'
import type { WriteResult } from '../types.ts'
import type { WriteContext } from './context.ts'
import { type Hop, type Lean, leansOf } from './leans.ts'
import { parentIds, type RowChange } from './row-change.ts'
import type { EntityShape, FieldShape } from './shape.ts'
import { idOf, sameValue } from './values.ts'

/** Records that lean on changed ones through links and relations: with roll-ups to work out, and with stale formulas. */
export type Leaning = {
  readonly rollups: ReadonlyMap<string, LeaningRollups>
  readonly stale: WriteResult['touched']
}

type LeaningRollups = { readonly ids: ReadonlySet<string>; readonly fields: ReadonlySet<FieldShape> }

/** Looks for everything that leans on what changed, going back the way from each value to it. */
export async function leaningRecords(
  context: WriteContext,
  shape: EntityShape,
  changes: readonly RowChange[],
): Promise<Leaning> {
  const rollups = new Map<string, { ids: Set<string>; fields: Set<FieldShape> }>()
  const stale = new Map<string, WriteResult['touched'][number]>()
  for (const leans of leansOf(context.base.shapes).ways(shape.key)) {
    const hit = changes.filter((change) => leans.some((lean) => leansOn(lean, change)))
    const [first] = leans
    if (hit.length === 0 || first === undefined) continue
    const ids = await holders(context, first.hops, hit)
    if (ids.length === 0) continue
    for (const { holder, value } of leans.filter((lean) => hit.some((change) => leansOn(lean, change)))) {
      if (value.source?.from === 'rows') {
        const found = rollups.get(holder.key) ?? { ids: new Set(), fields: new Set() }
        for (const id of ids) found.ids.add(id)
        found.fields.add(value)
        rollups.set(holder.key, found)
      } else for (const id of ids) stale.set(`${holder.key} ${id}`, { entity: holder.key, id, stale: true })
    }
  }
  return { rollups, stale: [...stale.values()] }
}

function leansOn({ field }: Lean, { before, after }: RowChange): boolean {
  if (before === null || after === null) return true
  return field !== undefined && !sameValue(before[field], after[field])
}

/** Ids of the records at the start of a way that ends at these rows. */
async function holders(
  context: WriteContext,
  hops: readonly Hop[],
  changes: readonly RowChange[],
): Promise<readonly string[]> {
  const last = hops.at(-1)
  if (last === undefined) return []
  const rows = changes.flatMap(({ before, after }) => [before, after].filter((row) => row !== null))
  let ids =
    last.kind === 'rows' ? await parentsByRows(context, last, rows) : await linking(context, last, changes)
  for (const hop of hops.slice(0, -1).toReversed()) {
    if (ids.length === 0) return []
    ids = hop.kind === 'rows' ? await parentsByIds(context, hop, ids) : await pointing(context, hop, ids)
  }
  return ids
}

type RowsHop = Extract<Hop, { kind: 'rows' }>
type LinkHop = Extract<Hop, { kind: 'link' }>

function parentsByRows(
  context: WriteContext,
  hop: RowsHop,
  rows: readonly RecordValues[],
): Promise<readonly string[]> {
  if (hop.relation.many === 'forth')
    return parentsByIds(
      context,
      hop,
      rows.map((row) => idOf(row)),
    )
  return Promise.resolve([...new Set(rows.flatMap((row) => parentIds(row, hop.relation)))])
}

/** Nothing points yet at what was just made; rows that came back before it may point at what comes out of the bin. */
function linking(
  context: WriteContext,
  hop: LinkHop,
  changes: readonly RowChange[],
): Promise<readonly string[]> {
  const ids = changes.flatMap(({ before, after }) => {
    const row = before ?? (after?.['version'] === 1 ? null : after)
    return row === null ? [] : [idOf(row)]
  })
  return ids.length === 0 ? Promise.resolve([]) : pointing(context, hop, ids)
}

async function pointing(
  context: WriteContext,
  hop: LinkHop,
  ids: readonly string[],
): Promise<readonly string[]> {
  const found = await context.runner.rows<{ id: string }>(
    sql`select id from ${recordTable(context.base.schema, hop.from)} where ${rawSql(quoted(hop.field))} = any(${bindSql(ids)}::uuid[])`,
  )
  return found.map((row) => row.id)
}

async function parentsByIds(
  context: WriteContext,
  hop: RowsHop,
  ids: readonly string[],
): Promise<readonly string[]> {
  const { relation } = hop
  const { schema, shapes } = context.base
  const bound = sql`any(${bindSql(ids)}::uuid[])`
  if (relation.many === undefined) {
    const via = rawSql(quoted(relation.via))
    const found = await context.runner.rows<{ id: string }>(
      sql`select distinct ${via} as id from ${recordTable(schema, relation.target)} where id = ${bound} and ${via} is not null`,
    )
    return found.map((row) => row.id)
  }
  const holder = shapes.entity(relation.many === 'forth' ? relation.entity : relation.target)
  const join = ownTable(schema, holder.fields.get(relation.via)?.join ?? '')
  const [own, other] = relation.many === 'forth' ? ['source', 'target'] : ['target', 'source']
  const found = await context.runner.rows<{ id: string }>(
    sql`select distinct ${rawSql(own ?? '')} as id from ${join} where ${rawSql(other ?? '')} = ${bound} and hidden_at is null`,
  )
  return found.map((row) => row.id)
}
