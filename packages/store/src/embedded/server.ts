import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { embeddedErrors } from './errors.ts'
import { finishProgram, runProgram } from './launch.ts'
import { isAlive, readRunning } from './running.ts'
import type { EmbeddedPostgresOptions, Launch } from './types.ts'

/** Recovery after a crash can take minutes on a large database. */
const startTimeout = 300_000
const stopTimeout = 30_000

const throwaway: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
}

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

function serverArguments(options: EmbeddedPostgresOptions, port: number): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Values of rows and statements don't belong into a log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(options.durable === false ? throwaway : {}),
    ...options.settings,
  }
  return ['-D', options.dataDir, ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])]
}

/**
 * Starts the server and waits until it takes connections. The process outlives ours when we are killed (the
 * next start adopts it), and does not keep ours alive.
 */
export async function startServer(
  options: EmbeddedPostgresOptions,
  { launch, port }: { readonly launch: Launch; readonly port: number },
): Promise<void> {
  const args = serverArguments(options, port)
  const child = runProgram(launch, 'postgres', { args, detached: process.platform !== 'win32' })
  const tail: string[] = []
  let failure: string | undefined
  child.once('error', (error) => (failure = error.message))
  child.once('close', () => (failure ??= tail.join('\n')))
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null)
      createInterface({ input: stream }).on('line', (line) => {
        tail.splice(0, Math.max(0, tail.length - 19))
        tail.push(line)
        options.log?.(line)
      })
  const end = performance.now() + startTimeout
  for (;;) {
    const running = await readRunning(options.dataDir)
    if (running?.ready === true && running.pid === child.pid) break
    if (failure !== undefined) throw startFailure(options.dataDir, port, failure)
    if (performance.now() > end) {
      child.kill('SIGKILL')
      throw startFailure(options.dataDir, port, `not ready after ${startTimeout / 1000} s`)
    }
    await delay(15)
  }
  letGo(child)
}

function startFailure(folder: string, port: number, output: string): Error {
  return /could not bind|could not create any TCP/.test(output)
    ? embeddedErrors.EMBEDDED_DATABASE_PORT_TAKEN({ port })
    : embeddedErrors.EMBEDDED_DATABASE_START_FAILED({ folder, output })
}

function letGo(child: ChildProcess): void {
  child.unref()
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null && 'unref' in stream && typeof stream.unref === 'function') stream.unref()
}

/**
 * Stops the server: open transactions are rolled back, all that is committed is written. One that doesn't
 * end in time is cut off; it then recovers at its next start.
 */
export async function stopServer(dataDir: string, launch: Launch): Promise<void> {
  const running = await readRunning(dataDir)
  if (running === undefined || !isAlive(running.pid)) return
  // Windows has no signals; its pg_ctl speaks to the server in another way.
  if (process.platform === 'win32') {
    await finishProgram(launch, 'pg_ctl', ['stop', '-D', dataDir, '-m', 'fast', '-w'])
    return
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    process.kill(running.pid, signal)
    const end = performance.now() + stopTimeout
    while (performance.now() < end) {
      // The server removes its note last. A dead orphan may stay as a zombie, so its number tells less.
      const now = await readRunning(dataDir)
      if (now?.pid !== running.pid || !isAlive(running.pid)) return
      await delay(15)
    }
  }
}
