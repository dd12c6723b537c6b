import { Worker } from 'node:worker_threads'
import { MortiseError } from '@mortise/errors'
import { errors } from '../../errors.ts'
import { unreadable } from '../table/unreadable.ts'
import type { FromThread, ToThread } from './messages.ts'

/** A thread that reads one thing at a time, and who listens to it now. */
export type Thread = {
  readonly post: (message: ToThread) => void
  readonly end: () => Promise<unknown>
  readonly hold: (held: boolean) => void
  hear: (message: Exclude<FromThread, { readonly fault: unknown }>) => void
  fail: (error: Error) => void
}

/**
 * Memory of a reading thread, in MB. A file that wants more ends its thread and nothing else. Shared texts lie beside
 * this and have bounds of their own.
 */
const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 24 }

/** To start one takes longer than to read a small file, which is read several times while a person looks at it. */
const spareFor = 5_000

const nobody = (): void => undefined
let spare: { readonly thread: Thread; readonly timer: NodeJS.Timeout; ready: boolean } | undefined

let running = 0

/** How many reading threads there are now. */
export function readingThreads(): number {
  return running
}

/** A thread that nobody uses: the one kept from before, or a new one. */
export function takeThread(): Thread {
  if (spare?.ready !== true) return startThread()
  const { thread, timer } = spare
  clearTimeout(timer)
  spare = undefined
  thread.hold(true)
  return thread
}

/** Takes a thread back. One whose reading was cut short has to come to its end first, and is ended when it does not. */
export function giveBack(thread: Thread, reading: 'over' | 'cut short' | 'failed'): void {
  if (spare !== undefined || reading === 'failed') {
    thread.fail = nobody
    void thread.end()
    return
  }
  const drop = (): void => {
    if (spare?.thread !== thread) return
    clearTimeout(spare.timer)
    spare = undefined
    void thread.end()
  }
  // Neither the thread nor the timer keeps a process alive that is done with everything else.
  const kept = { thread, timer: setTimeout(drop, spareFor).unref(), ready: reading === 'over' }
  spare = kept
  thread.hold(false)
  thread.fail = drop
  thread.hear = (message) => {
    if ('stopped' in message || 'ended' in message) kept.ready = true
  }
  if (reading === 'cut short') thread.post({ stop: true })
}

function startThread(): Thread {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    resourceLimits,
    // It reads files that anybody may have sent, and needs nothing of what this process knows.
    env: {},
    name: 'xlsx',
  })
  const thread: Thread = {
    post: (message) => worker.postMessage(message),
    end: () => worker.terminate(),
    hold: (held) => (held ? worker.ref() : worker.unref()),
    hear: nobody,
    fail: nobody,
  }
  worker.on('message', (message: FromThread) => {
    if ('fault' in message) thread.fail(new MortiseError(message.fault))
    else thread.hear(message)
  })
  worker.on('error', (error: Error & { readonly code?: string }) =>
    thread.fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? errors.FILE_TOO_HEAVY() : unreadable(error)),
  )
  running += 1
  worker.on('exit', () => {
    running -= 1
    thread.fail(unreadable('XLSX'))
  })
  return thread
}
