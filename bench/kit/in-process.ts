import { ownCpu } from './cpu.ts'
import type { Side } from './rounds.ts'

/** A side that works in this process: runs `work` so many times and divides. */
export function inProcess(times: number, work: () => unknown): Side {
  return async () => {
    const [cpu, clock] = [ownCpu(), performance.now()]
    for (let turn = 0; turn < times; turn += 1) await work()
    const [server, wall] = [(ownCpu() - cpu) / times, (performance.now() - clock) / times]
    return { server, database: 0, wall }
  }
}

/** The same for work that must not be interrupted by `await`: nanoseconds matter there. */
export function inProcessAtOnce(times: number, work: () => unknown): Side {
  return () => {
    const [cpu, clock] = [ownCpu(), performance.now()]
    for (let turn = 0; turn < times; turn += 1) work()
    const [server, wall] = [(ownCpu() - cpu) / times, (performance.now() - clock) / times]
    return Promise.resolve({ server, database: 0, wall })
  }
}
