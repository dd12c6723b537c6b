// All tests, or those that the arguments choose (they are Vitest's), and a closing line that counts them.
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../lib/places.mjs'
import { run, start } from '../lib/run.mjs'
import { closingLine } from '../lib/tally.mjs'
import { ensureWebBuilt } from '../lib/web.mjs'

const args = process.argv.slice(2)
const chosen = args.join(' ').matchAll(/--project[ =](\S+)/g)
const projects = [...chosen].map((match) => match[1])
// Only the tests in a browser look at the built web app.
const needsWeb = projects.length === 0 || projects.some((name) => name.includes('browser'))

const folder = mkdtempSync(join(tmpdir(), 'mortise-tests-'))
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')

/** Where one run of Vitest reports to, and how it is called. */
function runOf(name, more) {
  const report = join(folder, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return { report, call: [vitest, 'run', ...reporters, ...more] }
}

/** The tests in a browser go one after the other and wait much, so the others run beside them; their words come after. */
async function all() {
  const others = runOf('others', ['--project', 'pure', '--project', 'dom', '--project', 'database'])
  const browser = runOf('browser', ['--project', 'browser'])
  const words = join(folder, 'browser.txt')
  const kept = createWriteStream(words)
  const beside = start(process.execPath, browser.call, { stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [beside.child.stdout, beside.child.stderr]) stream.pipe(kept, { end: false })
  const [code, browserCode] = await Promise.all([run(process.execPath, others.call), beside.done])
  await new Promise((written) => kept.end(written))
  process.stdout.write(readFileSync(words))
  return { code: code === 0 ? browserCode : code, reports: [others.report, browser.report] }
}

async function some() {
  const one = runOf('some', args)
  return { code: await run(process.execPath, one.call), reports: [one.report] }
}

const built = needsWeb ? await ensureWebBuilt() : 0
const { code, reports } =
  built !== 0 ? { code: built, reports: [] } : args.length === 0 ? await all() : await some()
console.log(closingLine(reports, code))
rmSync(folder, { recursive: true, force: true })
process.exitCode = code
