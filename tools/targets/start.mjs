// Builds the web app when needed and runs the server.
import { join } from 'node:path'
import { root } from '../lib/places.mjs'
import { run } from '../lib/run.mjs'
import { ensureWebBuilt } from '../lib/web.mjs'

const main = join(root, 'apps', 'server', 'src', 'main.ts')
process.exitCode = (await ensureWebBuilt()) || (await run(process.execPath, [main, ...process.argv.slice(2)]))
