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

  it('knows what is published before it does what it took, and tells of what it gives up', async () => {
    const happened: string[] = []
    const due = [{ id: '00', kind: 'flow_timer', attempts: 3, maxAttempts: 3 }]
    const jobs = { claim: () => Promise.resolve(due.splice(0)) }
    const tx = { jobs: { complete: () => true, fail: () => (happened.push('failed'), true) } }
    const worker = startWorker({
      workspace: {
        jobs,
        onChange: () => () => undefined,
        transaction: (work: (inside: typeof tx) => unknown) => work(tx),
      } as unknown as WorkerOptions['workspace'],
      handlers: {
        flow_timer: { mode: 'inTransaction', run: () => Promise.reject(new Error('no')) },
      },
      catchUp: () => Promise.resolve(void happened.push('caught up')),
      gaveUp: ({ job }) => Promise.resolve(void happened.push(`told of ${job.kind}`)),
      clock: () => 0,
      log,
    })
    await worker.drain()
    await worker.stop()
    expect(happened).toEqual(['caught up', 'failed', 'told of flow_timer'])
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
