import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { FlowRunTables, RunsShown } from '../../tables/flow-runs.ts'
import type { FlowInstanceRow } from '../../tables/flows.ts'
import type { SystemContext } from '../context.ts'
import { decodeCursor, encodeCursor, textsSql, timeSql, uuidSql } from '../values.ts'
import { instanceColumns } from './rows.ts'

const mostCounted = 1_000

/** Conditions are letter by letter those of the partial indexes. */
const shown: { readonly [K in RunsShown]: string } = {
  stopped: 'i.stopped',
  open: 'i.ended_at is null',
  ended: 'i.ended_at is not null',
  all: 'true',
}

/** Lists of runs, for those who keep flows. */
export function runListTables(context: SystemContext): FlowRunTables {
  const { runner } = context
  const instance = context.table('flow_instance')
  const wanted = (flows: readonly string[] | null, show: RunsShown): Fragment[] => [
    rawSql(shown[show]),
    ...(flows === null ? [] : [sql`i.flow = any(${textsSql(flows)})`]),
  ]
  return {
    runPage: async ({ flows, show, limit, cursor }) => {
      const parts = wanted(flows, show)
      if (cursor !== undefined) {
        const { at, id } = decodeCursor(cursor, show)
        parts.push(sql`(i.started_at, i.id) < (${timeSql(at)}, ${uuidSql(id)})`)
      }
      const found = await runner.rows<FlowInstanceRow & Row>(sql`select ${instanceColumns} from ${instance} i
        where ${joinSql(parts, ' and ')} order by i.started_at desc, i.id desc limit ${bindSql(limit + 1)}`)
      const rows = found.slice(0, limit)
      const last = found.length > limit ? rows.at(-1) : undefined
      return { rows, nextCursor: last === undefined ? null : encodeCursor([show, last.startedAt, last.id]) }
    },
    stoppedCount: async (flows) => {
      const row = await runner.first<{ count: number }>(sql`select count(*)::int as count from (
        select from ${instance} i where ${joinSql(wanted(flows, 'stopped'), ' and ')}
        limit ${bindSql(mostCounted)}) x`)
      return row?.count ?? 0
    },
  }
}
