import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { environment, root } from './places.mjs'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Starts a program on our terminal. Answers its process and, as `done`, its exit code. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: environment(),
    stdio: 'inherit',
    // Windows runs `.cmd` files through its shell only.
    shell: process.platform === 'win32' && !command.endsWith('.exe'),
    ...options,
  })
  const forward = (signal) => {
    // Ctrl-C already goes to every process on the terminal; a second one would look like impatience.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of signals) process.on(signal, forward)
  const done = new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`)
      resolve(127)
    })
    child.once('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  }).finally(() => {
    for (const signal of signals) process.off(signal, forward)
  })
  return { child, done }
}

/** Runs a program to its end, passing our signals on; answers its exit code (128 + signal when killed). */
export function run(command, args, options) {
  return start(command, args, options).done
}

/** Runs a program beside others: answers its exit code and all that it said, instead of mixing its words with theirs. */
export async function aside(command, args, options = {}) {
  const { child, done } = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const parts = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => parts.push(part))
  const code = await done
  return { code, words: Buffer.concat(parts).toString() }
}
