import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { JobCare, JobRow, JobState } from '../../tables/jobs.ts'
import type { SystemContext } from '../context.ts'
import {
  decodeCursor,
  encodeCursor,
  isUuid,
  jsonSql,
  textsSql,
  textSql,
  timeSql,
  uuidSql,
} from '../values.ts'

/** A state of jobs counts up to here. */
const mostCounted = 10_000

/** How often a job is tried that somebody had begun anew. */
const triesMore = 3

/** Conditions are letter by letter those of the partial indexes, so that a page of the few need not walk over the many. */
const states: { readonly [S in JobState]: string } = {
  waiting: 'attempts = 0 and lease is null and failed_at is null',
  retrying: 'attempts > 0 and lease is null and failed_at is null',
  running: 'lease is not null',
  gaveUp: 'failed_at is not null',
}

const columns = rawSql(`id, kind, payload, due_at as "dueAt", attempts, max_attempts as "maxAttempts",
  last_error as "lastError", last_words as "lastWords", failed_at as "failedAt", created_at as "createdAt",
  case ${Object.entries(states)
    .map(([state, is]) => `when ${is} then '${state}'`)
    .join(' ')} end as state`)

const failed = rawSql(`lease is null and (failed_at is not null or attempts > 0)`)

/** Looking after jobs: what there is, begun anew, thrown away. */
export function jobCare(context: SystemContext): JobCare {
  const { runner } = context
  const table = context.table('job')
  return {
    page: async ({ state, kind, limit, cursor }) => {
      const [at, way] = state === 'gaveUp' ? ['failed_at', 'desc'] : ['due_at', 'asc']
      const parts: Fragment[] = [rawSql(states[state])]
      if (kind !== undefined) parts.push(sql`kind = ${textSql(kind)}`)
      if (cursor !== undefined) {
        const last = decodeCursor(cursor, state)
        const further = rawSql(way === 'desc' ? '<' : '>')
        parts.push(sql`(${rawSql(at)}, id) ${further} (${timeSql(last.at)}, ${uuidSql(last.id)})`)
      }
      const found = await runner.rows<JobRow & Row>(sql`select ${columns} from ${table}
        where ${joinSql(parts, ' and ')} order by ${rawSql(`${at} ${way}, id ${way}`)} limit ${bindSql(limit + 1)}`)
      const rows = found.slice(0, limit)
      const last = found.length > limit ? rows.at(-1) : undefined
      if (last === undefined) return { rows, nextCursor: null }
      return { rows, nextCursor: encodeCursor([state, last.failedAt ?? last.dueAt, last.id]) }
    },
    one: async (id) =>
      isUuid(id)
        ? ((await runner.first<JobRow & Row>(
            sql`select ${columns} from ${table} where id = ${uuidSql(id)}`,
          )) ?? null)
        : null,
    tally: () =>
      runner.rows<{ state: JobState; kind: string; count: number }>(
        joinSql(
          Object.entries(states).map(
            ([state, is]) => sql`select ${textSql(state)} as state, kind, count(*)::int as count
              from (select kind from ${table} where ${rawSql(is)} limit ${bindSql(mostCounted)}) x group by kind`,
          ),
          ' union all ',
        ),
      ),
    again: (which, now) => again(context, which, now),
    discard: async (id) => {
      if (!isUuid(id)) return null
      const row = await runner.first<JobRow & Row>(
        sql`delete from ${table} where id = ${uuidSql(id)} and ${failed} returning ${columns}`,
      )
      return row ?? null
    },
    discardAll: (kind, limit) =>
      runner.change(sql`delete from ${table} where id in (select id from ${table}
        where kind = ${textSql(kind)} and failed_at is not null order by failed_at, id
        limit ${bindSql(limit)} for update skip locked)`),
    strand: ({ kinds, dueBefore, limit, error, words }) =>
      runner.rows<JobRow & Row>(sql`update ${table} set lease = null, failed_at = ${context.nowSql()},
          last_error = ${textSql(error)}, last_words = ${jsonSql({ ...words })}
        where id in (select id from ${table} where failed_at is null and due_at <= ${timeSql(dueBefore)}
          and kind <> all(${textsSql(kinds)}) order by due_at, id limit ${bindSql(limit)} for update skip locked)
        returning ${columns}`),
  }
}

// Taken out and put back in, because only an insert can give way to a newer job of the same key. The tries so far stay
// counted: what is done differently the second time must know that there was a first.
async function again(context: SystemContext, ...[which, now]: Parameters<JobCare['again']>): Promise<number> {
  const table = context.table('job')
  const one = 'id' in which
  if (one && !isUuid(which.id)) return 0
  const wanted = one
    ? sql`id = ${uuidSql(which.id)} and ${failed}`
    : sql`kind = ${textSql(which.kind)} and failed_at is not null order by failed_at, id limit ${bindSql(which.limit)}`
  const row = await context.runner.first<{ count: number }>(sql`with chosen as materialized (
      select id from ${table} where ${wanted} for update skip locked),
    gone as (delete from ${table} j using chosen where j.id = chosen.id returning j.*),
    back as (
      insert into ${table} (id, kind, payload, key, due_at, attempts, max_attempts, last_error, last_words, created_at)
      select id, kind, payload, key, ${timeSql(now)}, attempts, greatest(max_attempts, attempts + ${bindSql(triesMore)}::int),
        last_error, last_words, created_at
      from gone order by created_at desc, id desc
      on conflict (key) where lease is null and failed_at is null do nothing)
    select count(*)::int as count from gone`)
  const count = row?.count ?? 0
  if (count > 0) context.options.jobsAdded?.()
  return count
}
