import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = (): number => Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })) || 100
let tick: number | undefined

/** Milliseconds of one tick of the system's accounts. */
function tickMs(): number {
  tick ??= 1000 / ticksPerSecond()
  return tick
}

type Times = { readonly own: number; readonly ofEndedChildren: number }

function timesOf(pid: number): Times | undefined {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // The program's name stands in brackets and may hold anything; the numbers begin behind the last one.
  const numbers = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const at = (field: number): number => Number(numbers[field - 3] ?? 0) * tickMs()
  return { own: at(14) + at(15), ofEndedChildren: at(16) + at(17) }
}

function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) => {
    const text = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim()
    return text === '' ? [] : text.split(' ').map(Number)
  })
}

/** Whether this system tells the CPU time of other processes. */
export function canReadCpu(): boolean {
  return process.platform === 'linux' && timesOf(process.pid) !== undefined
}

/** CPU milliseconds a process has used so far, with all its threads. */
export function cpuOf(pid: number): number {
  return timesOf(pid)?.own ?? 0
}

/** CPU milliseconds a process and its children have used so far, those that ended included. */
export function cpuOfFamily(pid: number): number {
  const times = timesOf(pid)
  if (times === undefined) return 0
  return times.own + times.ofEndedChildren + childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), 0)
}

/** CPU milliseconds this process has used so far, exact to the microsecond. */
export function ownCpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
