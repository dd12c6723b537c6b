import type { Store } from '@mortise/store'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openRuntime } from '../runtime.ts'
import { startWorker, type WorkerOptions } from './worker.ts'

const log = { info: () => undefined, error: () => undefined }
afterEach(() => void vi.useRealTimers())

const allKinds = {
  slow: 'outside',
  quick: 'outside',
  spent: 'outside',
  inside: 'in',
  unsettled: 'in',
} as const
type Kind = keyof typeof allKinds

/** A worker over jobs that come one at a time, each by kind and id. `slow` ones end when told to go on. */
function work(due: (readonly [kind: Kind, id?: string])[], more: Partial<WorkerOptions> = {}) {
  const [done, completed, failed]: [string[], string[], string[]] = [[], [], []]
  const asked: (readonly string[])[] = []
  let goOn: () => void = () => undefined
  const told = new Promise<void>((resolve) => (goOn = resolve))
  let leases = 0
  const jobs = {
    claim: ({ kinds }: { readonly kinds: readonly string[] }) => {
      asked.push(kinds)
      const at = due.findIndex(([kind]) => kinds.includes(kind))
      const [[kind, id = kind] = []] = at < 0 ? [] : due.splice(at, 1)
      leases += kind === undefined ? 0 : 1
      const job = { id, kind, attempts: 1, maxAttempts: 1, lease: `lease ${leases}`, spent: kind === 'spent' }
      return Promise.resolve(kind === undefined ? [] : [job])
    },
    complete: ({ lease }: { readonly lease: string }) => Promise.resolve(completed.push(lease) > 0),
    fail: ({ kind }: { readonly kind: string }, { error }: { readonly error: string }) =>
      kind === 'unsettled'
        ? Promise.reject(new Error('no database'))
        : Promise.resolve(failed.push(`${kind} ${error.split(':')[0]}`) > 0),
  }
  const run = async (kind: string): Promise<void> => {
    if (kind === 'slow') await told
    if (kind === 'unsettled') throw new Error('no')
    done.push(kind)
  }
  const handlers = Object.fromEntries(
    Object.entries(allKinds).map(([kind, way]) => [
      kind,
      { mode: way === 'in' ? 'inTransaction' : 'outside', run: () => run(kind) },
    ]),
  ) as WorkerOptions['handlers']
  const tx = { jobs }
  const workspace = {
    jobs,
    onChange: () => () => undefined,
    transaction: (inside: (given: typeof tx) => unknown) => inside(tx),
  } as unknown as WorkerOptions['workspace']
  const worker = startWorker({ workspace, handlers, clock: () => 0, log, ...more })
  return { worker, done, completed, failed, asked, goOn }
}

describe('a worker', () => {
  it('that is asked to drain while it looks is done only when all is done, and holds nobody up meanwhile', async () => {
    const { worker, done, goOn } = work([['slow'], ['quick'], ['inside']])
    let isOver = false
    const drained = worker.drain().then(() => (isOver = true))
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(done).toEqual(['quick', 'inside'])
    expect(isOver).toBe(false)
    goOn()
    await drained
    expect(done).toEqual(['quick', 'inside', 'slow'])
    await worker.stop()
  })

  it('goes on with a job whose lease ran out under it and came back here, and does not do it twice', async () => {
    const { worker, completed, done, goOn } = work([
      ['slow', 'a'],
      ['slow', 'a'],
    ])
    const drained = worker.drain()
    await new Promise((resolve) => setTimeout(resolve, 5))
    goOn()
    await drained
    expect(done).toEqual(['slow'])
    // By the lease that holds now.
    expect(completed).toEqual(['lease 2'])
    await worker.stop()
  })

  it('asks only for what it can do, gives up what killed others, and outlives what fails around it', async () => {
    const { worker, asked, done, failed } = work([['spent'], ['unsettled'], ['quick']], {
      tick: () => Promise.reject(new Error('no times')),
    })
    await worker.drain()
    expect(asked.every((kinds) => kinds.every((kind) => Object.hasOwn(allKinds, kind)))).toBe(true)
    expect(done).toEqual(['quick'])
    expect(failed).toEqual(['spent JOB_ABANDONED'])
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
