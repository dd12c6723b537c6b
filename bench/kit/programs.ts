import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A server that runs as a child of ours. */
export type Program = { readonly pid: number; readonly url: string; readonly stop: () => Promise<void> }

const startTimeout = 120_000

/** A port of 127.0.0.1 that is free now. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Starts a Node program that listens on PORT and waits until its `ready` path answers. */
export async function startProgram(
  args: readonly string[],
  given: { readonly ready: string; readonly env: { readonly [name: string]: string } },
): Promise<Program> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...given.env, PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString('utf8')}`.slice(-4000)
    })
  await untilReady(child, `${url}${given.ready}`, () => said)
  return { pid: child.pid ?? 0, url, stop: () => stopped(child) }
}

async function untilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  const end = performance.now() + startTimeout
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${said()}`)
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok === true) return
    if (performance.now() > end) {
      child.kill('SIGKILL')
      throw new Error(`the server did not become ready:\n${said()}`)
    }
    await delay(100)
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(late)
}
