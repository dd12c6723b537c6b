import type { Json } from '@mortise/expressions'
import { type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { RelationModel } from '@mortise/schema'
import { readRight } from '../access/read-right.ts'
import type { Runner } from '../database/runner.ts'
import type { EntityShape } from '../records/shape.ts'
import { column, hidden, quoted } from '../sql/names.ts'
import type { StoredRecord } from '../types.ts'
import { newContext, type QueryBase } from './context.ts'
import { holeSql, kept } from './kept.ts'
import { headSql, readableFields, shapeInReach } from './page.ts'
import { fromSql, placeOf, rowsInReach } from './place.ts'
import { listSql, recordOf, type Selected, selectFields } from './selected.ts'

export type GetOptions = {
  readonly fields?: readonly string[]
  readonly rows?: readonly string[] | 'all'
  readonly lock?: boolean
  readonly deleted?: boolean
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** One record with its rows; null when absent or out of reach. */
export async function getRecord(
  runner: Runner,
  base: QueryBase,
  asked: { readonly entity: string; readonly id: string; readonly options: GetOptions },
): Promise<StoredRecord | null> {
  const { entity, id, options } = asked
  const shape = shapeInReach(base, entity)
  const { fields, lock, deleted } = options
  const key = JSON.stringify(['get', entity, fields, lock === true, deleted === true])
  const { bind, more: selected } = kept(base, key, (at) => oneRecord(at, shape, options))
  if (!uuid.test(id)) return null
  const row = await runner.first(bind({ id }))
  if (row === undefined) return null
  const record = recordOf(row, selected, base)
  if (options.rows === undefined) return record
  const rows = await rowsOf(runner, base, { shape, id, options })
  return { ...record, values: { ...record.values, ...rows } }
}

function oneRecord(
  base: QueryBase,
  shape: EntityShape,
  options: GetOptions,
): { readonly statement: Fragment; readonly more: readonly Selected[] } {
  const place = placeOf(newContext(base), shape.key, 'actor')
  const selected = selectFields(place, options.fields ?? readableFields(base, shape))
  const reach = rowsInReach(place, options.deleted === true ? { deleted: true } : {})
  const lock = options.lock === true ? sql` for no key update of ${rawSql(quoted(place.alias))}` : rawSql('')
  const statement = sql`select ${headSql(place)}${listSql(selected)} from ${fromSql(place)} where ${column(place.alias, 'id')} = ${holeSql('id')}::uuid and ${reach}${lock}`
  return { statement, more: selected }
}

async function rowsOf(
  runner: Runner,
  base: QueryBase,
  asked: { readonly shape: EntityShape; readonly id: string; readonly options: GetOptions },
): Promise<{ readonly [key: string]: Json }> {
  const { shape, id, options } = asked
  const rights = base.access.entity(shape.key)
  const found: { [key: string]: Json } = {}
  for (const relation of shape.subtables) {
    const wanted = options.rows === 'all' || options.rows?.includes(relation.key)
    const readable =
      readRight(rights, relation.key) !== 'hidden' && base.access.entity(relation.target) !== undefined
    if (wanted && readable)
      found[relation.key] = await subtableRows(runner, base, {
        relation,
        id,
        deleted: options.deleted === true,
      })
  }
  return found
}

async function subtableRows(
  runner: Runner,
  base: QueryBase,
  asked: { readonly relation: RelationModel; readonly id: string; readonly deleted: boolean },
): Promise<Json> {
  const { relation, id, deleted } = asked
  const key = JSON.stringify(['rows', relation.target, relation.via, deleted])
  const { bind, more: selected } = kept(base, key, (at) => rowsSql(at, relation, deleted))
  const rows = await runner.rows(bind({ id }))
  return rows.map((row) => recordOf(row, selected, base).values)
}

function rowsSql(
  base: QueryBase,
  relation: RelationModel,
  deleted: boolean,
): { readonly statement: Fragment; readonly more: readonly Selected[] } {
  const child = base.shapes.entity(relation.target)
  const place = placeOf(newContext(base), child.key, 'actor')
  const fields = readableFields(base, child).filter(
    (key) => key === 'id' || child.fields.get(key)?.model.system !== true,
  )
  const selected = selectFields(place, fields)
  const reach = rowsInReach(place, deleted ? { deleted: true } : {})
  const position = column(place.alias, hidden.position)
  const statement = sql`select ${headSql(place)}${listSql(selected)} from ${fromSql(place)} where ${column(place.alias, relation.via)} = ${holeSql('id')}::uuid and ${reach} order by ${position}, ${column(place.alias, 'id')}`
  return { statement, more: selected }
}
