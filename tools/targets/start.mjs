// Builds the web app when needed and runs the server.
import { run } from '../lib/run.mjs'
import { serverArguments } from '../lib/server.ts'
import { ensureWebBuilt } from '../lib/web.mjs'

const args = [...serverArguments, ...process.argv.slice(2)]
process.exitCode = (await ensureWebBuilt()) || (await run(process.execPath, args))
