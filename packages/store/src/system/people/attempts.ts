import { sql } from '@mortise/expressions/sql'
import type { PeopleTables } from '../../tables/people.ts'
import type { SystemContext } from '../context.ts'
import { textSql } from '../values.ts'

/** Counters with a fixed window that starts with the first attempt. */
export function attemptTables(context: SystemContext): Pick<PeopleTables, 'countAttempt' | 'clearAttempts'> {
  const { runner } = context
  const attempt = context.table('attempt')
  return {
    countAttempt: async (key, windowSeconds) => {
      const [now, start] = [context.nowSql(), context.nowSql(windowSeconds)]
      const row = await runner.first<{ count: number }>(sql`insert into ${attempt} as a (key, since, count)
        values (${textSql(key)}, ${now}, 1)
        on conflict (key) do update set
          count = case when a.since <= ${start} then 1 else a.count + 1 end,
          since = case when a.since <= ${start} then ${now} else a.since end
        returning count`)
      return row?.count ?? 1
    },
    clearAttempts: async (key) => {
      await runner.change(sql`delete from ${attempt} where key = ${textSql(key)}`)
    },
  }
}
