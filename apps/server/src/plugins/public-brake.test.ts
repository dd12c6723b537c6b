import { expect, it } from 'vitest'
import { type Brake, neighbourhood, openBrake, type ShareCalls } from './public-brake.ts'

it('takes a /64 for one neighbour, however it is written, and an IPv4 address in any dress', () => {
  expect(neighbourhood('2001:db8:1:2:3:4:5:6')).toBe(neighbourhood('2001:db8:1:2::9'))
  expect(neighbourhood('2001:db8:1:2::9')).not.toBe(neighbourhood('2001:db8:1:3::9'))
  expect(neighbourhood('::1')).toBe('0:0:0:0')
  expect(neighbourhood('::ffff:10.0.0.1')).toBe(neighbourhood('10.0.0.1'))
})

/** A count that all processes of a test share. */
function counter(clock: () => number): { readonly share: ShareCalls; asked: number } {
  const all = new Map<string, { since: number; count: number }>()
  const made = {
    asked: 0,
    share: async (name: string, calls: number, seconds: number) => {
      made.asked += 1
      const known = all.get(name)
      const one =
        known !== undefined && clock() - known.since < seconds * 1000 ? known : { since: clock(), count: 0 }
      one.count += calls
      all.set(name, one)
      return { count: one.count, since: new Date(one.since).toISOString() }
    },
  }
  return made
}

const did = (brake: Brake, name: string, most: number): Promise<boolean> =>
  brake.count(name, most).then(
    () => true,
    () => false,
  )

it('stops for the rest of a minute who did too much in it, and nobody else', async () => {
  let now = 0
  const brake = openBrake(() => now, counter(() => now).share)
  const said: boolean[] = []
  for (const name of ['a', 'a', 'a', 'b']) said.push(await did(brake, name, 2))
  expect(said).toEqual([true, true, false, true])
  now = 60_000
  expect(await did(brake, 'a', 2)).toBe(true)
})

it('counts for all processes together, with one question for several calls and none once it is too much', async () => {
  const clock = (): number => 1000
  const shared = counter(clock)
  const processes = Array.from({ length: 4 }, () => openBrake(clock, shared.share))
  let through = 0
  for (let call = 0; call < 4000; call += 1)
    if (await did(processes[call % 4] as Brake, 'visitor', 120)) through += 1
  // A part of the twentieth for each process is what they do not know of each other.
  expect(through).toBeGreaterThanOrEqual(120)
  expect(through).toBeLessThanOrEqual(120 + 4 * 6)
  expect(shared.asked).toBeLessThan(40)
})
