import { openWorkspace, type Workspace } from './context/workspace.ts'
import { jobHandlers } from './jobs/handlers.ts'
import { tellGaveUp } from './jobs/gave-up.ts'
import { startUpkeep } from './jobs/upkeep.ts'
import { startWorker, type Worker } from './jobs/worker.ts'
import { closePdf } from './pdf/render-pdf.ts'
import { tickWatches } from './reports/watches/due.ts'
import { tickRules } from './rules/clock.ts'
import type { RuntimeOptions } from './types.ts'

/** The use cases of all workspaces over one store. */
export type Runtime = {
  readonly options: RuntimeOptions
  readonly workspace: (key: string) => Workspace
  /** Starts working off a workspace's jobs in this process, and keeps it up; both end when it is stopped. */
  readonly startWorker: (
    key: string,
    settings?: { readonly pollMs?: number; readonly batch?: number },
  ) => Worker
  /** Stops workers, drawing threads and the store. */
  readonly close: () => Promise<void>
}

const watchesEveryMs = 1000

/** Puts the runtime together. */
export function openRuntime(options: RuntimeOptions): Runtime {
  const workspaces = new Map<string, Workspace>()
  const workers = new Set<Worker>()
  const workspace = (key: string): Workspace => {
    let open = workspaces.get(key)
    if (open === undefined) {
      open = openWorkspace(key, options)
      workspaces.set(key, open)
    }
    return open
  }
  return {
    options,
    workspace,
    startWorker: (key, settings = {}) => {
      const at = workspace(key)
      const { clock, log } = options
      let looked = Number.NEGATIVE_INFINITY
      const tick = async (): Promise<void> => {
        try {
          await tickRules(at)
        } finally {
          // Sent by the minute: a worker that is woken by each save need not look each time. And rules that can't be looked
          // at hold up no reports.
          if (Math.abs(clock() - looked) >= watchesEveryMs) {
            looked = clock()
            await tickWatches(at)
          }
        }
      }
      const handlers = jobHandlers(at)
      const { catchUp } = at
      const { drain, stop } = startWorker({
        workspace: at.store,
        handlers,
        clock,
        log,
        tick,
        catchUp,
        gaveUp: ({ tx, ...of }) => tellGaveUp(at, tx, of),
        ...settings,
      })
      const upkeep = startUpkeep(at)
      const worker: Worker = {
        drain,
        stop: async () => {
          await Promise.all([stop(), upkeep.stop()])
          workers.delete(worker)
        },
      }
      workers.add(worker)
      return worker
    },
    close: async () => {
      await Promise.all([...workers].map((worker) => worker.stop()))
      await closePdf()
      await options.store.close()
    },
  }
}
