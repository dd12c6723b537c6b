import type { Pool } from 'pg'
import { fillLeads, fillOpportunities } from '../kit/fill.ts'
import type { Client } from '../kit/http.ts'
import { interleaved, lineOf, median, type Side } from '../kit/rounds.ts'
import { inOneFolder, onStage, type Stage } from '../kit/stage.ts'
import type { Cost, Line, Measurement, Round, Settings } from '../kit/types.ts'
import { boss } from '../kit/workspace.ts'
import { fillPast } from './past.ts'
import { type Twin, twins, twinsOfPast } from './queries.ts'

type Result = { readonly data: { readonly rows: readonly { readonly [column: string]: unknown }[] } }

const unit = 'CPU ms of server and database per report, mean of all of them'

/** Reports that are asked for together, and how often each of them in a round. */
type Group = {
  readonly name: string
  readonly twins: readonly Twin[]
  readonly each: number
  /** What the product keeps of its answers; as it does by itself where it is absent. */
  readonly keep?: string
}

// Answers that are kept would show nothing of the engine.
const groups: readonly Group[] = [
  { name: 'report of the past', twins: twinsOfPast, each: 1, keep: '0' },
  { name: 'report', twins, each: 10, keep: '0' },
  { name: 'report while nothing is written', twins, each: 10 },
]

/** The reports of the CRM for somebody who sees everything, beside SQL written by hand for the same numbers. */
export const measurement: Measurement = {
  name: 'report',
  run: (settings) =>
    inOneFolder(`report-${settings.rows}`, async (folder) => {
      const only = process.env['BENCH_CASES'] ?? ''
      const lines: Line[] = []
      const all: (readonly Round[])[] = []
      for (const group of groups) {
        const asked = group.twins.filter(({ report }) => report.includes(only))
        if (asked.length === 0) continue
        const found = await measured(settings, { group, asked, folder })
        lines.push(found.line)
        if (group.keep !== undefined) all.push(found.rounds.map((round) => timesAll(round, asked.length)))
      }
      return [...lines, ...together(all, settings)]
    }),
}

async function fill(pool: Pool, rows: number): Promise<void> {
  await fillLeads(pool, rows)
  await fillOpportunities(pool, rows)
  await fillPast(pool)
}

function measured(
  { rows, rounds, effort }: Settings,
  given: { readonly group: Group; readonly asked: readonly Twin[]; readonly folder: string },
): Promise<{ readonly line: Line; readonly rounds: readonly Round[] }> {
  const { group, asked, folder } = given
  return onStage(
    'report',
    (pool) => fill(pool, rows),
    async (stage) => {
      for (const twin of asked) await compare(stage.ours, stage.limit, twin)
      const [ours, limit] = (['ours', 'limit'] as const).map((which) =>
        oneByOne(stage, which, { asked, each: Math.ceil(group.each * effort) }),
      ) as [OneByOne, OneByOne]
      const taken = await interleaved({ ours: ours.side, limit: limit.side }, rounds)
      const each = Object.fromEntries(
        asked.map(({ report }) => [report, figuresOf(ours.costs(report), limit.costs(report), rounds)]),
      )
      const line = lineOf(group.name, taken, {
        unit,
        reach: { of: 'ours/limit', bound: 1.1 },
        judged: 'total',
        more: { rows, each },
      })
      return { line, rounds: taken }
    },
    {
      login: boss,
      folder,
      env: {
        ...(group.keep === undefined ? {} : { MORTISE_REPORT_KEEP: group.keep }),
        // CPU is what is measured: a machine with other work on it may take its time.
        MORTISE_REPORT_SECONDS: '300',
      },
    },
  )
}

type OneByOne = { readonly side: Side; readonly costs: (report: string) => readonly number[] }

/** A side that asks one report after the other, and what each of them cost in every round. */
function oneByOne(
  stage: Stage,
  which: 'ours' | 'limit',
  { asked, each }: { readonly asked: readonly Twin[]; readonly each: number },
): OneByOne {
  const found = new Map<string, number[]>(asked.map(({ report }) => [report, []]))
  const path = (report: string): string => (which === 'ours' ? `/api/reports/${report}/data` : `/${report}`)
  const side: Side = async () => {
    const costs: Cost[] = []
    for (const { report } of asked) {
      const cost = await stage.side(which, each, () =>
        stage[which].load(each, () => ({ method: 'GET', path: path(report) })),
      )()
      found.get(report)?.push(cost.server + cost.database)
      costs.push(cost)
    }
    const mean = (of: keyof Cost): number => costs.reduce((sum, one) => sum + one[of], 0) / costs.length
    return { server: mean('server'), database: mean('database'), wall: mean('wall') }
  }
  return { side, costs: (report) => found.get(report) ?? [] }
}

const rounded = (value: number): number => Number(value.toPrecision(3))

/** CPU ms of one report on our side and by hand, and the ratio; rounds that only warmed up are left out. */
function figuresOf(ours: readonly number[], limit: readonly number[], rounds: number): readonly number[] {
  const [mine, theirs] = [ours.slice(-rounds), limit.slice(-rounds)]
  const ratios = mine.map((one, at) => one / (theirs[at] ?? one))
  return [rounded(median(mine)), rounded(median(theirs)), rounded(median(ratios))]
}

function timesAll({ ours, limit }: Round, count: number): Round {
  const times = ({ server, database, wall }: Cost): Cost => ({
    server: server * count,
    database: database * count,
    wall: wall * count,
  })
  return { ours: times(ours), limit: times(limit) }
}

/** Every report asked for once: what is promised of all of them. */
function together(groups: readonly (readonly Round[])[], { rows }: Settings): readonly Line[] {
  const [first = [], ...others] = groups
  if (others.length === 0) return []
  const sum = (costs: readonly Cost[]): Cost => ({
    server: costs.reduce((so, one) => so + one.server, 0),
    database: costs.reduce((so, one) => so + one.database, 0),
    wall: costs.reduce((so, one) => so + one.wall, 0),
  })
  const all = first.map((_, at): Round => {
    const rounds = groups.flatMap((group) => group[at] ?? [])
    return { ours: sum(rounds.map((one) => one.ours)), limit: sum(rounds.map((one) => one.limit)) }
  })
  return [
    lineOf('report, all together', all, {
      unit: 'CPU ms of server and database for every report once',
      reach: { of: 'ours/limit', bound: 1.1 },
      judged: 'total',
      more: { rows },
    }),
  ]
}

/** Two sides that give different numbers can't be compared. */
async function compare(ours: Client, limit: Client, { report, measure }: Twin): Promise<void> {
  const read = async (client: Client, path: string): Promise<string> => {
    const { data } = (await client.call({ method: 'GET', path })).body as Result
    return data.rows
      .map((row) => Number(row[measure]))
      .toSorted((a, b) => a - b)
      .join()
  }
  const [mine, theirs] = [await read(ours, `/api/reports/${report}/data`), await read(limit, `/${report}`)]
  if (mine !== theirs) throw new Error(`${report} gives ${mine}, by hand ${theirs}`)
}
