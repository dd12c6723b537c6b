import { bindSql, sql } from '@mortise/expressions/sql'
import type { SideTables } from '../../tables/side.ts'
import type { SystemContext } from '../context.ts'
import { textSql } from '../values.ts'

/** What was done within a short while, counted for all processes in one statement. */
export function brakeTables(context: SystemContext): Pick<SideTables, 'countCalls'> {
  const brake = context.table('brake')
  return {
    countCalls: async (name, calls, seconds) => {
      const [now, start, more] = [context.nowSql(), context.nowSql(seconds), sql`${bindSql(calls)}::int`]
      const row = await context.runner.first<{ count: number; since: string }>(sql`insert into ${brake} as b
          (name, since, count) values (${textSql(name)}, ${now}, ${more})
        on conflict (name) do update set
          count = case when b.since <= ${start} then ${more} else b.count + ${more} end,
          since = case when b.since <= ${start} then ${now} else b.since end
        returning count, since`)
      return { count: row?.count ?? calls, since: row?.since ?? context.now() }
    },
  }
}
