// All tests, or those that the arguments choose (they are Vitest's), and a closing line that counts them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../lib/places.mjs'
import { run } from '../lib/run.mjs'
import { closingLine } from '../lib/tally.mjs'
import { ensureWebBuilt } from '../lib/web.mjs'

const args = process.argv.slice(2)
const chosen = args.join(' ').matchAll(/--project[ =](\S+)/g)
const projects = [...chosen].map((match) => match[1])
// Only the tests in a browser look at the built web app.
const needsWeb = projects.length === 0 || projects.some((name) => name.includes('browser'))

const folder = mkdtempSync(join(tmpdir(), 'mortise-tests-'))
const report = join(folder, 'report.json')
let code = needsWeb ? await ensureWebBuilt() : 0
if (code === 0) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  code = await run(process.execPath, [vitest, 'run', ...reporters, ...args])
}
console.log(closingLine(report, code))
rmSync(folder, { recursive: true, force: true })
process.exitCode = code
