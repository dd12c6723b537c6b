import { rmSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
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

/** What a stage is set up with beside its name. */
type Props = {
  readonly login?: Login
  readonly env?: { readonly [name: string]: string }
  /** Where the database stays: what is filled there once is not filled again. */
  readonly folder?: string
}

/**
 * A folder for the database of several stages that need the same rows. `BENCH_KEEP` names the one that such folders stay in;
 * else it goes with `work`.
 */
export async function inOneFolder<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const kept = process.env['BENCH_KEEP']
  if (kept !== undefined) return work(join(resolve(kept), name))
  const folder = await mkdtemp(join(tmpdir(), 'mortise-bench-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  // Who stops the measurement ends this process before it comes to the end of the work.
  process.once('exit', remove)
  try {
    return await work(folder)
  } finally {
    process.off('exit', remove)
    remove()
  }
}

/** Fills the tables of a folder that stays the first time only. */
async function filledOnce(folder: string | undefined, fill: () => Promise<void>): Promise<void> {
  const mark = folder === undefined ? undefined : join(folder, 'filled')
  const done = mark !== undefined && (await readFile(mark).catch(() => undefined)) !== undefined
  if (!done) await fill()
  if (!done && mark !== undefined) await writeFile(mark, '')
}

/** Sets everything up, runs `work`, and takes everything down again. */
export async function onStage<T>(
  name: string,
  fill: (pool: Pool, url: string) => Promise<void>,
  work: (stage: Stage) => Promise<T>,
  more: Props = {},
): Promise<T> {
  const { login = seller } = more
  const folder = more.folder ?? (await mkdtemp(join(tmpdir(), 'mortise-bench-')))
  await mkdir(folder, { recursive: true })
  // The database may run as another account, which must be able to pass.
  await chmod(folder, 0o711)
  const undo: (() => Promise<unknown>)[] = []
  if (more.folder === undefined) undo.push(() => rm(folder, { recursive: true, force: true }))
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
    await filledOnce(more.folder, () => fill(pool, ours.url))
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
