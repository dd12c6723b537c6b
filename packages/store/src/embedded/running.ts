import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pg from 'pg'

/** What `postmaster.pid` of a cluster says. */
export type Running = { readonly pid: number; readonly port: number; readonly ready: boolean }

/** Whether a process exists; one of another user does too. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The name of a process's program; undefined when the system doesn't tell. */
function programOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux')
      return basename(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '')
    if (process.platform === 'win32') return undefined
    return basename(execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim())
  } catch {
    return undefined
  }
}

/** The server's own note about itself, undefined when there is none. */
export async function readRunning(dataDir: string): Promise<Running | undefined> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => undefined)
  const lines = text?.split('\n').map((line) => line.trim())
  const pid = Number(lines?.[0])
  if (lines === undefined || !Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7] === 'ready' }
}

/**
 * The server that really runs on the folder. A note whose process is gone is left to Postgres, which also
 * looks for orphaned backends; but one whose number now belongs to another program (usual in containers,
 * where numbers start again) would stop Postgres from starting, so it is removed.
 */
export async function findRunning(dataDir: string): Promise<Running | undefined> {
  const note = await readRunning(dataDir)
  if (note === undefined || !isAlive(note.pid)) return undefined
  const program = programOf(note.pid)
  if (program === undefined || program.startsWith('postgres')) return note
  await rm(join(dataDir, 'postmaster.pid'), { force: true })
  return undefined
}

/** Undefined when the server at the address serves this very folder, otherwise why not. */
export async function whyNotServed(dataDir: string, url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000, query_timeout: 2000 })
  // A server that goes down at this moment must not end our process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const answer = await client.query<{ data_directory: string }>('show data_directory')
    const served = answer.rows[0]?.data_directory ?? ''
    return (await realpath(served)) === (await realpath(dataDir)) ? undefined : `it serves ${served}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Notes that this process answers for stopping the server. */
export async function takeOwnership(dataDir: string): Promise<void> {
  const fresh = join(dataDir, `mortise.owner.${process.pid}`)
  await writeFile(fresh, String(process.pid))
  // By rename: the note of another account (root, before) can't be written, but it can be replaced.
  await rename(fresh, join(dataDir, 'mortise.owner'))
}

/** Whether another process that is still alive answers for the server. */
export async function hasOtherOwner(dataDir: string): Promise<boolean> {
  const pid = Number(await readFile(join(dataDir, 'mortise.owner'), 'utf8').catch(() => '0'))
  return pid !== process.pid && isAlive(pid)
}
