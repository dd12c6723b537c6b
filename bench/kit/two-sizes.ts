import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startEmbeddedPostgres } from '@mortise/store/embedded'
import { Pool } from 'pg'
import { serverArguments } from '../../tools/lib/server.ts'
import { cpuOf, cpuOfFamily } from './cpu.ts'
import type { Client } from './http.ts'
import { startProgram } from './programs.ts'
import type { Side } from './rounds.ts'
import { clientAs, serverSettings } from './stage.ts'
import type { Login } from './workspace.ts'

/** The product on a table of one size. */
export type Sized = {
  readonly rows: number
  readonly url: string
  readonly pool: Pool
  /** A client with the sessions of one person. */
  readonly as: (login: Login) => Promise<Client>
  /** A side out of work that this server does. */
  readonly side: (operations: number, work: () => Promise<void>) => Side
}

/**
 * Runs `work` with the product on two databases of different size, in one cluster. `BENCH_KEEP` names a folder that keeps
 * them: what is filled once is measured again at once.
 */
export async function onTwoSizes<T>(
  sizes: readonly [small: number, large: number],
  fill: (pool: Pool, rows: number, url: string) => Promise<void>,
  work: (small: Sized, large: Sized) => Promise<T>,
): Promise<T> {
  const kept = process.env['BENCH_KEEP']
  const folder = kept === undefined ? await mkdtemp(join(tmpdir(), 'mortise-bench-')) : resolve(kept)
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o711)
  const undo: (() => Promise<unknown>)[] = []
  if (kept === undefined) undo.push(() => rm(folder, { recursive: true, force: true }))
  const takeDown = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step()
  }
  const ended = (): void => void takeDown().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, ended)
  try {
    const dataDir = join(folder, 'data')
    const settings = { shared_buffers: '1536MB', maintenance_work_mem: '512MB', max_wal_size: '4GB' }
    const database = await startEmbeddedPostgres({ dataDir, settings })
    undo.push(() => database.stop())
    const postmaster = Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0])
    const made: Sized[] = []
    for (const rows of sizes) {
      const one = await sized(rows, { url: database.url, folder, postmaster, undo })
      await fill(one.pool, rows, one.url)
      made.push(one)
    }
    return await work(made[0] as Sized, made[1] as Sized)
  } finally {
    process.off('SIGINT', ended)
    process.off('SIGTERM', ended)
    await takeDown()
  }
}

async function sized(
  rows: number,
  at: {
    readonly url: string
    readonly folder: string
    readonly postmaster: number
    readonly undo: (() => Promise<unknown>)[]
  },
): Promise<Sized> {
  const name = `rows_${rows}`
  const first = new Pool({ connectionString: at.url, max: 1 })
  const { rows: found } = await first.query('select 1 from pg_database where datname = $1', [name])
  if (found.length === 0) await first.query(`create database ${name}`)
  await first.end()
  const url = Object.assign(new URL(at.url), { pathname: `/${name}` }).toString()
  const env = { DATABASE_URL: url, MORTISE_HOME: join(at.folder, `home-${name}`), ...serverSettings }
  const program = await startProgram(serverArguments, { ready: '/readyz', env })
  at.undo.push(() => program.stop())
  const pool = new Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined)
  at.undo.push(() => pool.end())
  const as = async (login: Login): Promise<Client> => {
    const client = await clientAs(program.url, login)
    at.undo.push(() => Promise.resolve(client.close()))
    return client
  }
  const side: Sized['side'] = (operations, work) => async () => {
    const before = {
      server: cpuOf(program.pid),
      database: cpuOfFamily(at.postmaster),
      wall: performance.now(),
    }
    await work()
    return {
      server: (cpuOf(program.pid) - before.server) / operations,
      database: (cpuOfFamily(at.postmaster) - before.database) / operations,
      wall: (performance.now() - before.wall) / operations,
    }
  }
  return { rows, url: program.url, pool, as, side }
}
