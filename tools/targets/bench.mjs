// Measurements: `npm run bench -- <arguments of bench/main.ts>`.
import { join } from 'node:path'
import { root } from '../lib/places.mjs'
import { run } from '../lib/run.mjs'

process.exitCode = await run(process.execPath, [join(root, 'bench', 'main.ts'), ...process.argv.slice(2)])
