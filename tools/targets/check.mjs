// Everything that can be said about the code without running it, cheapest to understand first.
import { program } from '../lib/places.mjs'
import { run } from '../lib/run.mjs'

/** @type {readonly (readonly [string, string, readonly string[]])[]} */
const steps = [
  ['types', 'tsc', ['-b']],
  ['types of the tests', 'tsc', ['-p', 'tsconfig.tests.json']],
  ['lint', 'oxlint', ['--type-aware']],
  ['format', 'biome', ['format']],
  ['unused code', 'knip', ['--no-config-hints']],
]

for (const [name, command, args] of steps) {
  console.log(`check: ${name} (${[command, ...args].join(' ')})`)
  const code = await run(program(command), [...args])
  if (code !== 0) {
    console.error(`check: ${name} failed`)
    process.exit(code)
  }
}
console.log('check: all well')
