import type { Client } from '../kit/http.ts'
import { median } from '../kit/rounds.ts'
import { inOneFolder, onStage, type Stage } from '../kit/stage.ts'
import type { Line, Measurement, Settings } from '../kit/types.ts'
import { boss } from '../kit/workspace.ts'
import { type Asked, lists, reports } from './asked.ts'
import { copyDemo } from './copies.ts'

/** What an answer cost: CPU ms of server and database and the time that passed, or the code of its refusal. */
type Found = { readonly cpu: number; readonly wall: number; readonly refused?: string }

const rounded = (value: number): number => Number(value.toPrecision(3))

// An answer that takes as long as a question may is none that anybody waits for.
const seconds = 30

async function once(stage: Stage, client: Client, { call }: Asked): Promise<Found> {
  let refused: string | undefined
  const { server, database, wall } = await stage.side('ours', 1, async () => {
    refused = await client.call(call).then(
      () => undefined,
      (error: unknown) => /[A-Z]+(?:_[A-Z]+)+/.exec(String(error))?.[0] ?? String(error),
    )
  })()
  return {
    cpu: rounded(server + database),
    wall: rounded(wall),
    ...(refused === undefined ? {} : { refused }),
  }
}

/** Each question by itself, once to warm up and then so often; its middle one. */
async function each(
  stage: Stage,
  questions: readonly Asked[],
  rounds: number,
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>()
  for (const one of questions) {
    const all: Found[] = []
    for (let round = 0; round <= rounds; round += 1) all.push(await once(stage, stage.ours, one))
    const [cpu, wall] = (['cpu', 'wall'] as const).map((key) =>
      rounded(median(all.slice(1).map((took) => took[key]))),
    ) as [number, number]
    const refused = all.find((took) => took.refused !== undefined)?.refused
    found.set(one.name, { cpu, wall, ...(refused === undefined ? {} : { refused }) })
    if (process.env['BENCH_SAY'] !== undefined) console.error(one.name, JSON.stringify(found.get(one.name)))
  }
  return found
}

function lineOf(name: string, found: ReadonlyMap<string, Found>, bound: number): Line {
  const answered = [...found].filter(([, one]) => one.refused === undefined)
  const dearest = Math.max(...answered.map(([, one]) => one.cpu))
  const limit = bound * 1000
  return {
    name,
    unit: 'CPU ms of server and database for the dearest of them',
    ours: dearest,
    limit,
    ratio: rounded(dearest / limit),
    reach: 'ours/limit <= 1',
    reached: dearest <= limit && answered.length === found.size,
    count: found.size,
    each: Object.fromEntries(found),
  }
}

async function measured({ rows, rounds }: Settings, folder: string): Promise<readonly Line[]> {
  const only = process.env['BENCH_CASES'] ?? ''
  const asked = (all: readonly Asked[]): readonly Asked[] => all.filter(({ name }) => name.includes(only))
  return onStage(
    'report',
    (pool) => copyDemo(pool, rows),
    async (stage) => {
      const lines: Line[] = []
      for (const [name, questions, bound] of [
        ['crm.reports', asked(reports()), seconds],
        ['crm.lists', asked(lists()), 1],
      ] as const)
        if (questions.length > 0) lines.push(lineOf(name, await each(stage, questions, rounds), bound))
      return lines.map((line) => ({ ...line, rows }))
    },
    // The limits are the standard ones; answers that are kept would show nothing.
    { login: boss, folder, env: { MORTISE_REPORT_KEEP: '0' } },
  )
}

/** Every report and every list of the CRM over its own demo, copied until there are so many opportunities. */
export const measurement: Measurement = {
  name: 'crm',
  run: (settings) => inOneFolder(`crm-${settings.rows}`, (folder) => measured(settings, folder)),
}
