import { bindSql, type Fragment, joinSql, sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type {
  ApartPair,
  DuplicateGroupRow,
  DuplicateSearchRow,
  DuplicateSearchTables,
} from '../../tables/duplicate-searches.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { isUuid, rowsSql, textSql, textsSql, uuidSql, uuidsSql } from '../values.ts'

const columns = sql`id, user_id as "userId", entity, rules, state, done, groups, created_at as "createdAt", finished_at as "finishedAt"`

/** Searches for duplicates, what they found, and what was found to be different after all. */
export function duplicateSearchTables(context: SystemContext): DuplicateSearchTables {
  const { runner } = context
  const table = context.table('duplicate_search')
  const apart = context.table('duplicate_apart')
  return {
    create: async ({ userId, entity, rules }) => {
      await runner.change(
        sql`delete from ${table} where user_id = ${uuidSql(userId)} and entity = ${textSql(entity)}`,
      )
      const row = await runner.first<DuplicateSearchRow>(
        sql`insert into ${table} (id, user_id, entity, rules, state, created_at) values (${uuidSql(newId())}, ${uuidSql(userId)}, ${textSql(entity)}, ${textsSql(rules)}, 'running', ${context.nowSql()}) returning ${columns}`,
      )
      if (row === undefined) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'duplicate search' })
      return row
    },
    get: async (id, lock = false) => {
      if (!isUuid(id)) return null
      const locked = lock ? sql` for update` : sql``
      const found = await runner.first<DuplicateSearchRow>(
        sql`select ${columns} from ${table} where id = ${uuidSql(id)}${locked}`,
      )
      return found ?? null
    },
    latest: async (userId, entity) =>
      (await runner.first<DuplicateSearchRow>(
        sql`select ${columns} from ${table} where user_id = ${uuidSql(userId)} and entity = ${textSql(entity)} order by created_at desc limit 1`,
      )) ?? null,
    update: async (id, { state, done, groups }) => {
      const sets: Fragment[] = []
      if (state !== undefined) sets.push(sql`state = ${textSql(state)}`)
      if (state !== undefined && state !== 'running') sets.push(sql`finished_at = ${context.nowSql()}`)
      if (done !== undefined) sets.push(sql`done = ${bindSql(done)}::int`)
      if (groups !== undefined) sets.push(sql`groups = ${bindSql(groups)}::bigint`)
      if (sets.length > 0)
        await runner.change(sql`update ${table} set ${joinSql(sets, ', ')} where id = ${uuidSql(id)}`)
    },
    groups: (id, after, limit) =>
      runner.rows<DuplicateGroupRow>(
        sql`select n, rule, size, ids, entities from ${context.table('duplicate_group')} where search = ${uuidSql(id)} and n > ${bindSql(after)}::int order by n limit ${bindSql(limit)}`,
      ),
    setApart: async (pairs, by) => {
      if (pairs.length > 0)
        await runner.change(
          sql`insert into ${apart} (a, b, user_id, at) select least(x.a, x.b), greatest(x.a, x.b), ${uuidSql(by)}, ${context.nowSql()} from ${pairRows(pairs)} on conflict do nothing`,
        )
    },
    unsetApart: async (pairs) => {
      if (pairs.length > 0)
        await runner.change(
          sql`delete from ${apart} t using ${pairRows(pairs)} where t.a = least(x.a, x.b) and t.b = greatest(x.a, x.b)`,
        )
    },
    apart: async (ids) => {
      const known = ids.filter(isUuid)
      if (known.length < 2) return []
      const rows = await runner.rows<{ a: string; b: string }>(
        sql`select a, b from ${apart} where a = any(${uuidsSql(known)}) and b = any(${uuidsSql(known)})`,
      )
      return rows.map(({ a, b }): ApartPair => [a, b])
    },
  }
}

const pairRows = (pairs: readonly ApartPair[]): Fragment =>
  sql`json_to_recordset(${rowsSql(pairs.map(([a, b]) => ({ a, b })))}) as x(a uuid, b uuid)`
