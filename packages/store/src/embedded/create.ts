import { chmod, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { giveTo, nobody } from './account.ts'
import { embeddedErrors } from './errors.ts'
import { finishProgram } from './launch.ts'
import { makePassword, passwordFile } from './password.ts'
import { isAlive } from './running.ts'
import type { Launch } from './types.ts'

/** Whether the folder holds a cluster; refuses one that is another user's. */
export async function clusterExists(dataDir: string): Promise<boolean> {
  try {
    await stat(join(dataDir, 'PG_VERSION'))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') return false
    const uid = (await stat(dataDir).catch(() => undefined))?.uid ?? '?'
    throw embeddedErrors.EMBEDDED_DATABASE_NOT_OURS({ folder: dataDir, uid }, { cause: error })
  }
}

/**
 * Makes a cluster: UTF-8, sorted by code point (names are sorted by an ICU collation in the query), password
 * needed on every connection. It is made beside its place and moved there when complete: an interrupted run
 * leaves nothing behind that a later one would take for a database.
 */
export async function createCluster(
  dataDir: string,
  { launch, durable }: { readonly launch: Launch; readonly durable: boolean },
): Promise<void> {
  const fresh = `${dataDir}.new-${process.pid}`
  try {
    await makeParent(dirname(dataDir), launch)
    await removeLeftovers(dataDir)
    await makePassword(dataDir, launch.account)
    await mkdir(fresh, { mode: 0o700 })
    if (launch.account !== undefined) await giveTo(fresh, launch.account)
    const args = initArguments(fresh, passwordFile(dataDir), durable)
    const done = await finishProgram(launch, 'initdb', args)
    if (done.code !== 0) throw new Error(done.output)
    await rename(fresh, dataDir)
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true })
    // Somebody else was faster: their cluster has our password, so it is as good.
    if (await clusterExists(dataDir)) return
    const output = cause instanceof Error ? cause.message : String(cause)
    throw embeddedErrors.EMBEDDED_DATABASE_INIT_FAILED({ folder: dataDir, output }, { cause })
  }
}

/** Folders that root makes in a person's place become that person's. */
async function makeParent(parent: string, launch: Launch): Promise<void> {
  const made = await mkdir(parent, { recursive: true })
  if (made !== undefined && launch.account !== undefined && launch.account.uid !== nobody.uid)
    await giveTo(made, launch.account)
}

function initArguments(folder: string, password: string, durable: boolean): string[] {
  const common = ['-D', folder, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${password}`, '-E', 'UTF8']
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  // The password is random and long; for throwaway clusters there is no point in slow hashing.
  return durable ? [...common, ...locale] : [...common, ...locale, '--no-sync', '--set', 'scram_iterations=1']
}

async function removeLeftovers(dataDir: string): Promise<void> {
  const start = `${basename(dataDir)}.new-`
  for (const name of await readdir(dirname(dataDir)))
    if (name.startsWith(start) && !isAlive(Number(name.slice(start.length))))
      await rm(join(dirname(dataDir), name), { recursive: true, force: true })
}

/** Refuses a cluster of another release or another user, and puts its owner and mode right as root. */
export async function checkCluster(dataDir: string, launch: Launch, version: string): Promise<void> {
  const found = (await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  const expected = version.split('.')[0] ?? ''
  const own = process.getuid?.()
  const { uid } = await stat(dataDir)
  if (own !== undefined && own !== 0 && uid !== own)
    throw embeddedErrors.EMBEDDED_DATABASE_NOT_OURS({ folder: dataDir, uid })
  if (found !== expected) throw embeddedErrors.EMBEDDED_DATABASE_VERSION({ folder: dataDir, found, expected })
  if (own === 0) await giveTo(dataDir, launch.account ?? { uid: 0, gid: 0 })
  await chmod(dataDir, 0o700)
}
