// Measurements: `node tools/up.mjs bench [name…]`. One JSON line each; see README.md for how to read it.
import { canReadCpu } from './kit/cpu.ts'
import type { Settings } from './kit/types.ts'
import { measurements } from './list.ts'

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => name !== 'all' && !measurements.some((one) => one.name === name))

const numberOf = (name: string, standard: number): number => {
  const given = Number(process.env[name])
  return given > 0 ? given : standard
}
const settings: Settings = {
  rows: numberOf('BENCH_ROWS', 20_000),
  rounds: numberOf('BENCH_ROUNDS', 5),
  effort: numberOf('BENCH_EFFORT', 1),
}

if (asked.length === 0 || unknown.length > 0) {
  for (const name of unknown) console.error(`no measurement is called ${name}`)
  console.error('usage: bench <name…> | all')
  for (const { name, what } of measurements) console.error(`  ${name.padEnd(12)} ${what}`)
  process.exit(2)
}
if (!canReadCpu()) {
  console.error('CPU time of other processes can be read on Linux only; nothing was measured.')
  process.exit(0)
}
for (const { name, load } of measurements) {
  if (!asked.includes('all') && !asked.includes(name)) continue
  for (const line of [await (await load()).measurement.run(settings)].flat())
    console.log(JSON.stringify(line))
}
