import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverArguments } from '../../tools/lib/server.ts'
import { cpuOf } from '../kit/cpu.ts'
import { memoryWatch } from '../kit/memory.ts'
import { type Program, startProgram } from '../kit/programs.ts'
import { serverSettings } from '../kit/stage.ts'
import type { Line, Measurement } from '../kit/types.ts'

/** CPU milliseconds until the server answers, and MB it may hold at rest; the database is a process of its own. */
const [ready, idle] = [3000, 200]

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The server started again on a database that has the CRM (40 entities) and its demo data. */
export const measurement: Measurement = {
  name: 'start',
  run: async ({ rounds }): Promise<readonly Line[]> => {
    const home = await mkdtemp(join(tmpdir(), 'mortise-start-'))
    const start = (): Promise<Program> =>
      startProgram(serverArguments, { ready: '/readyz', env: { ...serverSettings, MORTISE_HOME: home } })
    try {
      await (await start()).stop()
      const [cpu, memory]: [number[], number[]] = [[], []]
      for (let round = 0; round < rounds; round += 1) {
        const program = await start()
        cpu.push(cpuOf(program.pid))
        memory.push((await memoryWatch(program.pid)).idle)
        await program.stop()
      }
      return [
        line('start', { unit: 'CPU ms of the server until it answers', values: cpu, bound: ready }),
        line('start, at rest', { unit: 'MB of the server at rest', values: memory, bound: idle }),
      ]
    } finally {
      await rm(home, { recursive: true, force: true })
    }
  },
}

function line(
  name: string,
  given: { readonly unit: string; readonly values: readonly number[]; readonly bound: number },
): Line {
  const { unit, values, bound } = given
  const ours = Math.round(middle(values))
  return {
    name,
    unit,
    ours,
    limit: bound,
    ratio: Number((ours / bound).toPrecision(3)),
    reach: 'ours/limit <= 1',
    reached: ours <= bound,
    spread: [Math.round(Math.min(...values)), Math.round(Math.max(...values))],
  }
}
