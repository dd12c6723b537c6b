// The server, started again at each change, and beside it Vite, which serves the web app from its sources.
import { join } from 'node:path'
import { root } from '../lib/places.mjs'
import { start } from '../lib/run.mjs'
import { serverArguments } from '../lib/server.ts'
import { vite } from '../lib/web.mjs'

const both = [
  start(process.execPath, [
    '--watch',
    '--watch-preserve-output',
    ...serverArguments,
    ...process.argv.slice(2),
  ]),
  start(process.execPath, [vite], { cwd: join(root, 'apps', 'web') }),
]
// Half of it is of no use: when one ends, the other is ended.
process.exitCode = await Promise.race(both.map((one) => one.done))
for (const { child } of both) child.kill('SIGTERM')
await Promise.all(both.map((one) => one.done))
