import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isMortiseError } from '@mortise/errors'
import { findBinaries } from './binaries.ts'
import { checkCluster, clusterExists, createCluster } from './create.ts'
import { embeddedErrors } from './errors.ts'
import { findLaunch } from './launch.ts'
import { readPassword } from './password.ts'
import { findRunning, hasOtherOwner, takeOwnership, whyNotServed } from './running.ts'
import { freePort, startServer, stopServer } from './server.ts'
import type { EmbeddedPostgres, EmbeddedPostgresOptions, Launch } from './types.ts'

/** A server that is just coming up, recovering or going down gets this long. */
const answerTimeout = 60_000

/**
 * Starts the Postgres that comes with the product on a folder, or adopts the one that already runs there.
 * It listens on 127.0.0.1 only and wants the password that the returned URL holds. Handling signals is the
 * caller's part: call `stop()` before the process ends; if it is killed first, the server stays up and the
 * next start adopts it. Give every pool an `error` listener: without one, a stopping server ends the process.
 * Throws the errors of `embeddedErrors`.
 */
export async function startEmbeddedPostgres(given: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const options = { ...given, dataDir: resolve(given.dataDir) }
  const { dataDir } = options
  const binaries = await findBinaries()
  const launch = await findLaunch(dataDir, binaries)
  if (!(await clusterExists(dataDir)))
    await createCluster(dataDir, { launch, durable: options.durable !== false })
  const password = await readPassword(dataDir)
  const made = (port: number, adopted: boolean): EmbeddedPostgres => ({
    url: urlOf(password, port),
    port,
    adopted,
    stop: stopper(dataDir, launch),
  })

  for (let attempt = 1; ; attempt += 1) {
    const running = await adopt(dataDir, password)
    if (running !== undefined) {
      if (!(await hasOtherOwner(dataDir))) await takeOwnership(dataDir)
      return made(running, true)
    }
    await checkCluster(dataDir, launch, binaries.version)
    const port = options.port || (await freePort())
    try {
      await startServer(options, { launch, port })
      await takeOwnership(dataDir)
      return made(port, false)
    } catch (error) {
      if (attempt === 3 || !(await worthAnotherTry(error, options))) throw error
    }
  }
}

function urlOf(password: string, port: number): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
}

/** A free port can be taken by another before we have it; another process may start on the same folder. */
async function worthAnotherTry(error: unknown, options: EmbeddedPostgresOptions): Promise<boolean> {
  const portTaken = isMortiseError(error) && error.code === 'EMBEDDED_DATABASE_PORT_TAKEN'
  return portTaken ? !options.port : (await findRunning(options.dataDir)) !== undefined
}

/** The port of the server that runs on the folder, undefined when none does. */
async function adopt(dataDir: string, password: string): Promise<number | undefined> {
  const end = performance.now() + answerTimeout
  for (;;) {
    const running = await findRunning(dataDir)
    if (running === undefined) return undefined
    const reason = await whyNotServed(dataDir, urlOf(password, running.port))
    if (reason === undefined) return running.port
    if (performance.now() > end)
      throw embeddedErrors.EMBEDDED_DATABASE_BUSY({ folder: dataDir, pid: running.pid, reason })
    await delay(100)
  }
}

function stopper(dataDir: string, launch: Launch): () => Promise<void> {
  let stopped: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    if (!(await hasOtherOwner(dataDir))) await stopServer(dataDir, launch)
  }
  return () => (stopped ??= stop())
}
