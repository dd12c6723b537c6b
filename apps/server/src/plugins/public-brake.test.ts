import { expect, it } from 'vitest'
import { neighbourhood, openBrake } from './public-brake.ts'

it('takes a /64 for one neighbour, however it is written, and an IPv4 address in any dress', () => {
  expect(neighbourhood('2001:db8:1:2:3:4:5:6')).toBe(neighbourhood('2001:db8:1:2::9'))
  expect(neighbourhood('2001:db8:1:2::9')).not.toBe(neighbourhood('2001:db8:1:3::9'))
  expect(neighbourhood('::1')).toBe('0:0:0:0')
  expect(neighbourhood('::ffff:10.0.0.1')).toBe(neighbourhood('10.0.0.1'))
})

it('stops for the rest of a minute who did too much in it, and nobody else', () => {
  let now = 0
  const brake = openBrake(() => now)
  const did = (name: string): boolean => {
    try {
      brake.count(name, 2)
      return true
    } catch {
      return false
    }
  }
  expect([did('a'), did('a'), did('a'), did('b')]).toEqual([true, true, false, true])
  now = 60_000
  expect(did('a')).toBe(true)
})
