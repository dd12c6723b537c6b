import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startEmbeddedPostgres } from '@mortise/store/embedded'
import { firstAdmin, takeSeed } from '../browser/support/server.ts'

/** The server under test, with its own durable database: started, killed without a word, started again. */
export type Victim = {
  readonly url: string
  readonly start: () => Promise<void>
  /** Kills the server with -9, and the database's own master process too when asked. */
  readonly kill: (given: { readonly database: boolean }) => Promise<void>
  /** Address of the database while the server runs. */
  readonly databaseUrl: () => Promise<string>
  /** Ends server and database for good. */
  readonly end: () => Promise<void>
}

/** Everybody's password. */
export const password: string = firstAdmin.password
/** The administrator. */
export const adminEmail: string = firstAdmin.email

const main = resolve(import.meta.dirname, '../../apps/server/src/main.ts')
const startTimeout = 120_000

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/**
 * Prepares a server whose home is `folder`; what it says is kept in `server.log` there. It has the CRM and its demo data from the
 * beginning where the run has made them already, else from its first start.
 */
export async function makeVictim(folder: string): Promise<Victim> {
  takeSeed('crm', folder)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const dataDir = join(folder, 'postgres')
  let child: ChildProcess | undefined
  const start = async (): Promise<void> => {
    child = launch(folder, port)
    await untilReady(child, url, folder)
  }
  const kill: Victim['kill'] = async ({ database }) => {
    const dead = child
    child = undefined
    // The master first: the server then lives for a moment without its database, as it may in life.
    if (database) await killMaster(dataDir)
    if (dead === undefined || dead.exitCode !== null || dead.signalCode !== null) return
    const gone = once(dead, 'exit')
    dead.kill('SIGKILL')
    await gone
  }
  const open = (): ReturnType<typeof startEmbeddedPostgres> => startEmbeddedPostgres({ dataDir })
  return {
    url,
    start,
    kill,
    databaseUrl: async () => (await open()).url,
    end: async () => {
      await kill({ database: false })
      await (await open()).stop()
    },
  }
}

function launch(folder: string, port: number): ChildProcess {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      PORT: String(port),
      MORTISE_HOME: folder,
      MORTISE_DEMO: '1',
      MORTISE_ADMIN_EMAIL: adminEmail,
      MORTISE_ADMIN_PASSWORD: password,
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = join(folder, 'server.log')
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      appendFileSync(log, chunk)
    })
  return child
}

async function untilReady(child: ChildProcess, url: string, folder: string): Promise<void> {
  const end = performance.now() + startTimeout
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok === true) return
    if (child.exitCode !== null || performance.now() > end) {
      child.kill('SIGKILL')
      throw new Error(
        `the server did not come up:\n${readFileSync(join(folder, 'server.log'), 'utf8').slice(-3000)}`,
      )
    }
    await delay(50)
  }
}

/** Kills the master process of Postgres; its children notice and end by themselves. */
async function killMaster(dataDir: string): Promise<void> {
  const pid = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGKILL')
  await delay(20)
}
