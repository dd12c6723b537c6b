import type { Store } from '@mortise/store'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openRuntime } from '../runtime.ts'
import { startWorker, type WorkerOptions } from './worker.ts'

const log = { info: () => undefined, error: () => undefined }
afterEach(() => void vi.useRealTimers())

describe('a worker', () => {
  it('that is asked to drain while it looks is done only when all is done', async () => {
    const due = ['first', 'second']
    const done: string[] = []
    let goOn: () => void = () => undefined
    const jobs = {
      claim: () => {
        const kind = due.shift()
        return Promise.resolve(kind === undefined ? [] : [{ id: '0', kind, attempts: 1, maxAttempts: 1 }])
      },
      complete: () => Promise.resolve(true),
    }
    const handler = (kind: string, work: Promise<void>): WorkerOptions['handlers'][string] => ({
      mode: 'outside',
      run: () => work.then(() => void done.push(kind)),
    })
    const worker = startWorker({
      workspace: { jobs, onChange: () => () => undefined } as unknown as WorkerOptions['workspace'],
      handlers: {
        first: handler('first', new Promise((resolve) => (goOn = resolve))),
        second: handler('second', Promise.resolve()),
      },
      clock: () => 0,
      log,
    })
    const drained = worker.drain()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(done).toEqual([])
    goOn()
    await drained
    expect(done).toEqual(['first', 'second'])
    await worker.stop()
  })

  it('keeps its workspace up until it is stopped, and not after', async () => {
    vi.useFakeTimers()
    let kept = 0
    const away = (): Promise<never> => Promise.reject(new Error('away'))
    const workspace = {
      onChange: () => () => undefined,
      design: { currentVersion: away },
      side: { sealAudit: () => ((kept += 1), away()) },
    }
    const runtime = openRuntime({
      store: { workspace: () => workspace } as unknown as Store,
      clock: () => 0,
      log,
    } as unknown as Parameters<typeof openRuntime>[0])
    const [stays, goes] = [runtime.startWorker('main'), runtime.startWorker('main')]
    await goes.stop()
    await vi.advanceTimersByTimeAsync(21_000)
    expect(kept).toBe(1)
    await stays.stop()
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(kept).toBe(1)
  })
})
