import { describe, expect, it } from 'vitest'
import { snoozeTimes } from './snooze-times.ts'

describe('when a notice comes back', () => {
  it('is nine in the morning where the person is', () => {
    // Sunday, 22 November 2026, 23:30 in Shanghai.
    const times = snoozeTimes(Date.parse('2026-11-22T15:30:00Z'), 'Asia/Shanghai')
    expect(times.hour).toBe('2026-11-22T16:30:00.000Z')
    expect(times.tomorrow).toBe('2026-11-23T01:00:00.000Z')
    expect(times.week).toBe('2026-11-23T01:00:00.000Z')
  })

  it('is the Monday after, asked on a Monday', () => {
    const times = snoozeTimes(Date.parse('2026-11-23T02:00:00Z'), 'Asia/Shanghai')
    expect(times.week).toBe('2026-11-30T01:00:00.000Z')
  })

  it('keeps to the clock when the hour is changed in between', () => {
    const times = snoozeTimes(Date.parse('2026-10-24T12:00:00Z'), 'Europe/Berlin')
    expect(times.tomorrow).toBe('2026-10-25T08:00:00.000Z')
  })
})
