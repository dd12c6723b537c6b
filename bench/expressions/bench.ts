import { compile, makeScope, type ScopeName } from '@mortise/expressions'
import { inProcessAtOnce } from '../kit/in-process.ts'
import { interleaved, lineOf } from '../kit/rounds.ts'
import type { Measurement } from '../kit/types.ts'
import { limitScore } from './limit.ts'
import { records, type Row, scoreRows } from './rules.ts'

const names: readonly (readonly [string, 'text' | 'number'])[] = [
  ['source', 'text'],
  ['city', 'text'],
  ['industry', 'text'],
  ['grade', 'text'],
  ['visits', 'number'],
  ['pages', 'number'],
  ['seconds', 'number'],
]
const scope = makeScope(
  'lead',
  names.map(([key, kind]): ScopeName => ({ key, label: key, type: { kind }, nullable: true })),
)
const now = '2026-03-05T02:00:00.000Z'
const rows = scoreRows.map(({ when, points }) => ({ holds: compile(when, scope), points }))

function score(row: Row): number {
  const input = { row, now }
  let points = 0
  for (const { holds, points: worth } of rows) if (holds(input) === true) points += worth
  return points
}

/** Fifty conditions scored on a record, beside json-logic-js on the same rules. */
export const measurement: Measurement = {
  name: 'expressions',
  run: async ({ rounds, effort }) => {
    const differing = records.filter((row) => score(row) !== limitScore(row))
    if (differing.length > 0) throw new Error(`the two scores differ on ${JSON.stringify(differing[0])}`)
    const times = Math.ceil(50 * effort)
    const all = (one: (row: Row) => number) => () => {
      for (const row of records) one(row)
    }
    const perScore = (side: ReturnType<typeof inProcessAtOnce>) => async () => {
      const { server, wall } = await side()
      return { server: (1000 * server) / records.length, database: 0, wall: (1000 * wall) / records.length }
    }
    const measured = await interleaved(
      {
        ours: perScore(inProcessAtOnce(10 * times, all(score))),
        limit: perScore(inProcessAtOnce(times, all(limitScore))),
      },
      rounds,
    )
    return lineOf('expressions', measured, {
      unit: 'CPU microseconds per score of 50 rules',
      reach: { of: 'limit/ours', bound: 10 },
      judged: 'server',
    })
  },
}
