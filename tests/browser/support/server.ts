import { type ChildProcess, spawn } from 'node:child_process'
import { constants, cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../..')

/** A running product: the real server with its own embedded database in a folder of its own. */
export type Product = {
  readonly url: string
  readonly email: string
  readonly password: string
  readonly home: string
  /** Ends the server as a power cut would. */
  readonly kill: () => Promise<void>
  /** Ends the server and keeps its folder. */
  readonly end: () => Promise<void>
  /** Starts it again on the same folder and port. */
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer()
    probe.on('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => found(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 3000; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`)
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.status === 200) return
    await new Promise((later) => setTimeout(later, 100))
  }
  throw new Error('the server was not ready within five minutes')
}

/** Where the folders of products lie that are made once for all tests of a run, by the app they began with. */
export const seededHomes = 'MORTISE_TEST_SEEDED_HOMES'

/** The first administrator of such a product; the people of its demo have the same password. */
export const firstAdmin: { readonly email: string; readonly password: string } = {
  email: 'admin@example.com',
  password: 'story-password-1',
}

/** What a product begins with: the CRM and its demo data, or nothing. */
type Beginning = 'crm' | 'none'

/** Copies what the run has made of such a product into a folder, if it has. */
export function takeSeed(beginning: Beginning, home: string): void {
  const seeded = process.env[seededHomes]
  if (seeded !== undefined)
    cpSync(join(seeded, beginning), home, { recursive: true, mode: constants.COPYFILE_FICLONE })
}

/** Starts each kind of product for the first time and ends it: the folder that keeps them. */
export async function makeSeeds(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mortise-seeds-'))
  const make = async (beginning: Beginning): Promise<void> => {
    const product = await startProduct(beginning === 'none' ? { app: 'none' } : {})
    await product.end()
    renameSync(product.home, join(folder, beginning))
  }
  await Promise.all([make('crm'), make('none')])
  return folder
}

/** Starts the product with the CRM and its demo data; with `app: 'none'` as somebody finds it who has nothing yet. */
export async function startProduct(
  options: { readonly demo?: boolean; readonly app?: 'none' } = {},
): Promise<Product> {
  const home = mkdtempSync(join(tmpdir(), 'mortise-browser-'))
  if (options.demo !== false) takeSeed(options.app ?? 'crm', home)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { email, password } = firstAdmin
  const env = {
    ...process.env,
    PORT: String(port),
    MORTISE_HOME: home,
    MORTISE_URL: url,
    MORTISE_ADMIN_EMAIL: email,
    MORTISE_ADMIN_PASSWORD: password,
    MORTISE_APP: options.app ?? join(root, 'examples/crm'),
    ...(options.demo === false ? { MORTISE_DEMO: '0' } : {}),
  }
  let child: ChildProcess
  const start = async (): Promise<void> => {
    child = spawn(process.execPath, [join(root, 'apps/server/src/main.ts')], {
      env,
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let told = ''
    child.stdout?.on('data', (part: Buffer) => (told += part.toString()))
    child.stderr?.on('data', (part: Buffer) => (told += part.toString()))
    await untilReady(url, child).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${told.slice(-4000)}`)
    })
  }
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (child.exitCode !== null) return
    const gone = new Promise((resolved) => child.once('exit', resolved))
    child.kill(signal)
    await gone
  }
  await start()
  return {
    url,
    email,
    password,
    home,
    kill: () => end('SIGKILL'),
    end: () => end('SIGTERM'),
    restart: start,
    stop: async () => {
      await end('SIGTERM')
      rmSync(home, { recursive: true, force: true })
    },
  }
}
