// Everything that can be said about the code without running it. What does not wait for another is looked at beside it, so that
// two cores are both at work; what each has to say is told when it is done.
import { availableParallelism } from 'node:os'
import { environment, program } from '../lib/places.mjs'
import { aside } from '../lib/run.mjs'

/** On few cores more threads only look at the same types again, each for itself. */
const alone = availableParallelism() < 4

/** Each step has a name, a program and its arguments; steps of one list come one after the other. */
const types = [
  ['types', 'tsc', ['-b', ...(alone ? ['--singleThreaded'] : [])]],
  ['types of the tests', 'tsc', ['-p', 'tsconfig.tests.json', ...(alone ? ['--singleThreaded'] : [])]],
]
const others = [
  ['lint', 'oxlint', ['--type-aware', ...(alone ? ['--threads=1'] : [])]],
  ['format', 'biome', ['format']],
  ['unused code', 'knip', ['--no-config-hints']],
]

// A process that lives for seconds need not tidy up its memory as often as one that stays: that takes a quarter of its time.
const env = { ...environment(), GOGC: process.env.GOGC ?? '400' }

/** Runs steps up to the first that fails; answers its name and exit code. */
async function inTurn(steps) {
  for (const [name, command, args] of steps) {
    const { code, words } = await aside(program(command), args, { env })
    console.log(`check: ${name} (${[command, ...args].join(' ')})`)
    process.stdout.write(words)
    if (code !== 0) return { name, code }
  }
  return undefined
}

const failed = (await Promise.all([inTurn(types), inTurn(others)])).filter((one) => one !== undefined)
for (const { name } of failed) console.error(`check: ${name} failed`)
if (failed.length > 0) process.exit(failed[0].code)
console.log('check: all well')
