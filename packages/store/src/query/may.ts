import { type Fragment, sql } from '@mortise/expressions/sql'
import type { Runner } from '../database/runner.ts'
import { column } from '../sql/names.ts'
import type { RecordAct } from '../types.ts'
import { newContext, type QueryBase } from './context.ts'
import { holeSql, kept } from './kept.ts'
import { actSql, shapeInReach } from './page.ts'
import { fromSql, placeOf, rowsInReach } from './place.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether the actor may do something with one record. */
export async function mayDo(
  runner: Runner,
  base: QueryBase,
  asked: { readonly entity: string; readonly id: string; readonly act: RecordAct },
): Promise<boolean> {
  const { entity, id, act } = asked
  shapeInReach(base, entity)
  if (!uuid.test(id)) return false
  const { bind } = kept(base, `may ${act} ${entity}`, (at) => ({
    statement: maySql(at, entity, act),
    more: undefined,
  }))
  return (await runner.first(bind({ id }))) !== undefined
}

function maySql(base: QueryBase, entity: string, act: RecordAct): Fragment {
  const place = placeOf(newContext(base), entity, 'actor')
  const where = sql`${rowsInReach(place)} and ${actSql(place, act)}`
  return sql`select 1 as one from ${fromSql(place)} where ${column(place.alias, 'id')} = ${holeSql('id')}::uuid and ${where}`
}
