import { builtinKit } from '@mortise/kit'
import { localFiles, openOutbound, openRuntime, type Workspace } from '@mortise/runtime'
import { openStore } from '@mortise/store'
import type { FastifyInstance } from 'fastify'
import { buildServer } from '../../../apps/server/src/server.ts'

/** A time that moves only when told to; all machines of a trial have the same. */
export type Time = { now: number }

/** One process of the product: it answers calls, and works off what is due. */
export type Machine = {
  readonly workspace: Workspace
  readonly app: () => Promise<FastifyInstance>
  /** Does everything that is due at this moment. */
  readonly work: () => Promise<void>
  readonly close: () => Promise<void>
}

const url = 'http://localhost:3000'
const quiet = { info: () => undefined, error: () => undefined }

/** Starts a process on a database, with nothing in its memory. */
export function startMachine(
  databaseUrl: string,
  given: { readonly folder: string; readonly time: Time },
): Machine {
  const runtime = openRuntime({
    store: openStore({ url: databaseUrl, fields: builtinKit.fields }),
    kit: builtinKit,
    files: localFiles(given.folder),
    outbound: openOutbound({ allow: ['127.0.0.1'] }),
    clock: () => given.time.now,
    url,
    log: quiet,
  })
  const workspace = runtime.workspace('main')
  let app: Promise<FastifyInstance> | undefined
  return {
    workspace,
    app: () =>
      (app ??= buildServer(runtime, workspace, {
        url,
        version: 'test',
        ready: () => Promise.resolve(true),
        callsPerMinute: 1_000_000,
        publicFactor: 1_000_000,
      })),
    work: async () => {
      // It lives for this moment only: nothing is done but when the trial asks for it.
      const worker = runtime.startWorker('main', { pollMs: 3_600_000, batch: 4 })
      try {
        await worker.drain()
      } finally {
        await worker.stop()
      }
    },
    close: async () => {
      await (await app?.catch(() => undefined))?.close()
      await runtime.close().catch(() => undefined)
    },
  }
}
