import type { Log } from '@mortise/runtime'

type Data = { readonly [key: string]: unknown }

/** One JSON line per message, so that nothing a user writes can forge a line. */
function line(level: 'info' | 'error', message: string, data: Data): string {
  return `${JSON.stringify({ level, at: new Date().toISOString(), message, ...data })}\n`
}

/** The log of a process: errors to stderr, the rest to stdout. */
export const processLog: Log = {
  info: (message, data = {}) => {
    process.stdout.write(line('info', message, data))
  },
  error: (message, data = {}) => {
    process.stderr.write(line('error', message, data))
  },
}
