import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

function statusOf(pid: number, name: 'VmRSS' | 'VmHWM'): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(found?.[1] ?? 0) / 1000
}

/** How far the memory of a process rises above what it held idle, in MB. */
export type MemoryWatch = {
  readonly idle: number
  /** The highest rise of all work watched so far. */
  readonly over: () => number
  /** Does work and notes the highest memory the system saw on the way, however short it lasted. */
  readonly watch: <T>(work: () => Promise<T>) => Promise<T>
}

/** Waits until a process has come to rest, and takes its memory then for idle. */
export async function memoryWatch(pid: number): Promise<MemoryWatch> {
  let idle = statusOf(pid, 'VmRSS')
  for (let turn = 0; turn < 40; turn += 1) {
    await delay(250)
    const now = statusOf(pid, 'VmRSS')
    if (Math.abs(now - idle) < 1 && turn > 8) break
    idle = now
  }
  let highest = idle
  return {
    idle,
    over: () => highest - idle,
    watch: async (work) => {
      // Makes the system count its high-water mark anew.
      writeFileSync(`/proc/${pid}/clear_refs`, '5')
      try {
        return await work()
      } finally {
        highest = Math.max(highest, statusOf(pid, 'VmHWM'))
      }
    },
  }
}
