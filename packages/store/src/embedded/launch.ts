import { type ChildProcess, spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { canReach, nearestFolder, serverAccount } from './account.ts'
import { programFile } from './binaries.ts'
import { copyBinaries } from './copy.ts'
import { embeddedErrors } from './errors.ts'
import type { Account, Launch } from './types.ts'

const userNamespace = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--']

/** The environment without what would change how the server behaves: PG*, locale, libraries. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|LD_|DYLD_|NODE_)/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}

/** Starts a server program. It has its own process group, so Ctrl-C reaches our process alone. */
export function runProgram(
  launch: Launch,
  program: 'initdb' | 'postgres' | 'pg_ctl',
  { args, detached = false }: { readonly args: readonly string[]; readonly detached?: boolean },
): ChildProcess {
  const [command = '', ...rest] = [...launch.prefix, programFile(launch.native, program), ...args]
  return spawn(command, rest, {
    cwd: launch.native,
    env: serverEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    detached,
    ...launch.account,
  })
}

/** Runs a server program to its end; never rejects, a program that can't be run has code -1. */
export function finishProgram(
  launch: Launch,
  program: 'initdb' | 'postgres' | 'pg_ctl',
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    let output = ''
    const child = runProgram(launch, program, { args })
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', (error) => resolve({ code: -1, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? -1, output: output.trim() }))
  })
}

async function works(launch: Launch): Promise<boolean> {
  return (await finishProgram(launch, 'postgres', ['--version'])).code === 0
}

async function asAccount(native: string, version: string, account: Account): Promise<Launch | undefined> {
  const inPlace: Launch = { native, account, prefix: [] }
  if (await works(inPlace)) return inPlace
  for await (const copy of copyBinaries(native, version)) {
    const copied: Launch = { native: copy, account, prefix: [] }
    if ((await canReach(copy, account)) && (await works(copied))) return copied
  }
  return undefined
}

/**
 * Finds a way to run the server for a data folder. As an ordinary user that is simple. As root: by another
 * account, from a copy of the programs when it can't reach them (a project below a private home folder); or,
 * when it can't reach the data, in a user namespace in which root is somebody else.
 */
export async function findLaunch(
  dataDir: string,
  { native, version }: { readonly native: string; readonly version: string },
): Promise<Launch> {
  const account = await serverAccount(dataDir)
  if (account === undefined) return { native, account, prefix: [] }
  const parent = await nearestFolder(dirname(dataDir))
  if (await canReach(parent, account)) {
    const launch = await asAccount(native, version, account)
    if (launch !== undefined) return launch
  }
  const inside: Launch = { native, account: undefined, prefix: userNamespace }
  if (await works(inside)) return inside
  throw embeddedErrors.EMBEDDED_DATABASE_UNREACHABLE({ folder: parent, uid: account.uid })
}
