import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startEmbeddedPostgres } from '@mortise/store/embedded'
import { Pool } from 'pg'
import { serverArguments } from '../../tools/lib/server.ts'
import { cpuOf, cpuOfFamily } from './cpu.ts'
import { type Client, openClient } from './http.ts'
import { type MemoryWatch, memoryWatch } from './memory.ts'
import { type Program, startProgram } from './programs.ts'
import type { Side } from './rounds.ts'
import { signIn } from './sign-in.ts'
import { type Login, schema, seller } from './workspace.ts'

/** Both servers on one database, each in a process of its own. */
export type Stage = {
  readonly pool: Pool
  readonly ours: Client
  readonly limit: Client
  /** Our server as somebody else uses it. */
  readonly as: (login: Login) => Promise<Client>
  /** A side out of work that is done by one of the servers. */
  readonly side: (which: 'ours' | 'limit', operations: number, work: () => Promise<void>) => Side
  /** Watches the memory of one of the servers from its rest on. */
  readonly memory: (which: 'ours' | 'limit') => Promise<MemoryWatch>
}

const signals = ['SIGINT', 'SIGTERM'] as const
const limitServer = resolve(import.meta.dirname, 'limit-server.ts')

/** Sets everything up, runs `work`, and takes everything down again. */
export async function onStage<T>(
  name: string,
  fill: (pool: Pool, url: string) => Promise<void>,
  work: (stage: Stage) => Promise<T>,
  more: { readonly login?: Login; readonly env?: { readonly [name: string]: string } } = {},
): Promise<T> {
  const { login = seller } = more
  const folder = await mkdtemp(join(tmpdir(), 'mortise-bench-'))
  // The database may run as another account, which must be able to pass.
  await chmod(folder, 0o711)
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  const takeDown = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step()
  }
  // Servers and database are processes of their own: who stops the measurement must stop them too.
  const ended = (): void => void takeDown().finally(() => process.exit(130))
  for (const signal of signals) process.once(signal, ended)
  try {
    const dataDir = join(folder, 'data')
    const database = await startEmbeddedPostgres({ dataDir, settings: { shared_buffers: '256MB' } })
    undo.push(() => database.stop())
    const pool = new Pool({ connectionString: database.url, max: 4 })
    pool.on('error', () => undefined)
    undo.push(() => pool.end())
    const env = {
      DATABASE_URL: database.url,
      MORTISE_HOME: join(folder, 'home'),
      ...serverSettings,
      ...more.env,
    }
    const ours = await startProgram(serverArguments, { ready: '/readyz', env })
    undo.push(() => ours.stop())
    await fill(pool, ours.url)
    // What came in by SQL would be brought into quick search behind the measurement, and be counted as part of it.
    // The worker may be at it: who asks for the whole table first can't wait for him while he waits for us.
    await pool.query(
      `lock table ${schema}.search_fill in exclusive mode;
       update ${schema}.search_fill set upto = 'ffffffff-ffff-ffff-ffff-ffffffffffff', done = true`,
    )
    const limit = await startProgram([limitServer, name], { ready: '/readyz', env })
    undo.push(() => limit.stop())
    const postmaster = Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0])
    const stage = await clientsOf({ ours, limit, pool, postmaster, login })
    undo.push(() => Promise.resolve(stage.close()))
    return await work(stage)
  } finally {
    for (const signal of signals) process.off(signal, ended)
    await takeDown()
  }
}

/** One session may make so many calls a minute only; a team at work has many. */
const sessions = 30

// The people of the demo share the administrator's first password.
export const serverSettings: { readonly [name: string]: string } = {
  MORTISE_DEMO: '1',
  MORTISE_ADMIN_EMAIL: 'admin@example.com',
  MORTISE_ADMIN_PASSWORD: seller.password,
}

async function clientsOf(given: {
  readonly ours: Program
  readonly limit: Program
  readonly pool: Pool
  readonly postmaster: number
  readonly login: Login
}): Promise<Stage & { readonly close: () => void }> {
  const { ours, limit, pool, postmaster, login } = given
  const opened: Client[] = []
  const as = async (who: Login): Promise<Client> => {
    const client = await clientAs(ours.url, who)
    opened.push(client)
    return client
  }
  const clients = { ours: await as(login), limit: openClient(limit.url, () => ({})) }
  const side: Stage['side'] = (which, operations, work) => async () => {
    const { pid } = given[which]
    const before = { server: cpuOf(pid), database: cpuOfFamily(postmaster), wall: performance.now() }
    await work()
    return {
      server: (cpuOf(pid) - before.server) / operations,
      database: (cpuOfFamily(postmaster) - before.database) / operations,
      wall: (performance.now() - before.wall) / operations,
    }
  }
  const close = (): void => {
    for (const client of [...opened, clients.limit]) client.close()
  }
  return { pool, ...clients, as, close, side, memory: (which) => memoryWatch(given[which].pid) }
}

/** A client with the sessions of one person. */
export async function clientAs(url: string, login: Login): Promise<Client> {
  const cookies: string[] = []
  for (let session = 0; session < sessions; session += 1) cookies.push(await signIn(url, login))
  let turn = 0
  return openClient(url, () => {
    turn += 1
    return { cookie: cookies[turn % sessions] ?? '', 'x-mortise': '1' }
  })
}
