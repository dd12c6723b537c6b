// All tests, or those that the arguments choose (they are Vitest's), and a closing line that counts them.
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment, root } from '../lib/places.mjs'
import { run, start } from '../lib/run.mjs'
import { closingLine, failures } from '../lib/tally.mjs'
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
  return { name, report, call: [vitest, 'run', ...reporters, ...more] }
}

/**
 * The tests in a browser, in rows that take about as long as each other; the last row is whatever no other row names, so that
 * a new file is never forgotten.
 */
const rows = [['tour', 'newcomer', 'apps', 'story', 'public-form']]

/** Folder of products that have begun, of which tests that start a whole product take copies. */
async function seed() {
  const script = join(root, 'tests', 'browser', 'support', 'seed.ts')
  const { child, done } = start(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  child.stdout.on('data', (part) => (told += part))
  // Without it each row makes its own, and says what is wrong.
  return (await done) === 0 ? told.trim().split('\n').at(-1) : undefined
}

/** A run beside the others: its words are kept, and told when all is done. */
function besides(one, env) {
  const words = `${one.report}.txt`
  const kept = createWriteStream(words)
  const { child, done } = start(process.execPath, one.call, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) stream.pipe(kept, { end: false })
  return async () => {
    const code = await done
    await new Promise((written) => kept.end(written))
    process.stdout.write(readFileSync(words))
    return code
  }
}

const fileOf = (name) => `tests/browser/${name}.test.ts`

/**
 * The tests in a browser of one row go one after the other and wait much, so the rows go at once and the other tests beside
 * them, two at a time also where there are two cores: those on a database wait for its disk.
 */
async function all() {
  const rest = ['pure', 'dom', 'database'].flatMap((name) => ['--project', name])
  const others = runOf('others', [...rest, '--maxWorkers', '2'])
  const browser = ['--project', 'browser']
  const besideThem = [
    ...rows.map((names, at) => runOf(`row-${at + 1}`, [...browser, ...names.map(fileOf)])),
    runOf('row-rest', [...browser, ...rows.flat().flatMap((name) => ['--exclude', fileOf(name)])]),
  ]
  const seeds = await seed()
  const env = { ...environment(), ...(seeds === undefined ? {} : { MORTISE_TEST_SEEDED_HOMES: seeds }) }
  const told = besideThem.map((row) => besides(row, env))
  const codes = [await run(process.execPath, others.call, { env })]
  for (const tell of told) codes.push(await tell())
  if (seeds !== undefined) rmSync(seeds, { recursive: true, force: true })
  return {
    code: codes.find((code) => code !== 0) ?? 0,
    reports: [others, ...besideThem].map(({ report }) => report),
  }
}

async function some() {
  const one = runOf('some', args)
  return { code: await run(process.execPath, one.call), reports: [one.report] }
}

const built = needsWeb ? await ensureWebBuilt() : 0
const { code, reports } =
  built !== 0 ? { code: built, reports: [] } : args.length === 0 ? await all() : await some()
for (const failure of failures(reports)) console.log(`\nFAILED ${failure}`)
console.log(closingLine(reports, code))
rmSync(folder, { recursive: true, force: true })
process.exitCode = code
