import { fillLeads, fillOpportunities } from '../kit/fill.ts'
import type { Client } from '../kit/http.ts'
import { interleaved, lineOf } from '../kit/rounds.ts'
import { onStage } from '../kit/stage.ts'
import type { Line, Measurement, Settings } from '../kit/types.ts'
import { boss } from '../kit/workspace.ts'
import { fillPast } from './past.ts'
import { type Twin, twins, twinsOfPast } from './queries.ts'

type Result = { readonly data: { readonly rows: readonly { readonly [column: string]: unknown }[] } }

const unit = 'CPU ms of server and database per report, mean of all of them'

/** The reports of the CRM for somebody who sees everything, beside SQL written by hand for the same numbers. */
export const measurement: Measurement = {
  name: 'report',
  run: async (settings) => [
    // Answers that are kept would show nothing of the engine.
    await measured(settings, { name: 'report', bound: 1.1, keep: '0', twins, each: 10 }),
    await measured(settings, {
      name: 'report while nothing is written',
      bound: 1.1,
      keep: undefined,
      twins,
      each: 10,
    }),
    await measured(settings, {
      name: 'report of the past',
      bound: 1.1,
      keep: '0',
      twins: twinsOfPast,
      each: 1,
      past: true,
    }),
  ],
}

function measured(
  { rows, rounds, effort }: Settings,
  given: {
    readonly name: string
    readonly bound: number
    readonly keep: string | undefined
    readonly twins: readonly Twin[]
    /** How often each report is asked in a round. */
    readonly each: number
    /** Whether the opportunities are to have a past. */
    readonly past?: true
  },
): Promise<Line> {
  const { name, bound, keep, twins: asked } = given
  return onStage(
    'report',
    async (pool) => {
      await fillLeads(pool, rows)
      await fillOpportunities(pool, rows)
      if (given.past === true) await fillPast(pool)
    },
    async ({ ours, limit, side }) => {
      for (const twin of asked) await compare(ours, limit, twin)
      const count = Math.ceil(given.each * effort) * asked.length
      const reportOf = (index: number): string => asked[index % asked.length]?.report ?? ''
      const taken = await interleaved(
        {
          ours: side('ours', count, () =>
            ours.load(count, (index) => ({ method: 'GET', path: `/api/reports/${reportOf(index)}/data` })),
          ),
          limit: side('limit', count, () =>
            limit.load(count, (index) => ({ method: 'GET', path: `/${reportOf(index)}` })),
          ),
        },
        rounds,
      )
      return lineOf(name, taken, {
        unit,
        reach: { of: 'ours/limit', bound },
        judged: 'total',
        more: { rows },
      })
    },
    {
      login: boss,
      env: {
        ...(keep === undefined ? {} : { MORTISE_REPORT_KEEP: keep }),
        // CPU is what is measured: a machine with other work on it may take its time.
        MORTISE_REPORT_SECONDS: '300',
      },
    },
  )
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
