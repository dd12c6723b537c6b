import { describe, expect, it } from 'vitest'
import { mailTime, mailWishes, quietUntil } from './wishes.ts'

const zone = 'Asia/Shanghai'
const at = (time: string): number => Date.parse(`2026-03-02T${time}:00+08:00`)
const shown = (moment: number | undefined): string | undefined =>
  moment === undefined ? undefined : new Date(moment + 8 * 3_600_000).toISOString().slice(5, 16)

describe('wishes', () => {
  it('are no mail at all until somebody asks for it', () => {
    expect(mailWishes({})).toEqual({ topics: [], how: 'now', at: 540, quiet: undefined })
  })

  it('are read subject by subject; what makes no sense is as if it had not been said', () => {
    const notify = { task: { mail: true }, share: { mail: true, bell: false }, rule: { mail: 'yes' } }
    expect(
      mailWishes({ notify, mail: { how: 'daily', at: '18:30', quiet: { from: '22:00', to: '07:15' } } }),
    ).toEqual({
      topics: ['task', 'share'],
      how: 'daily',
      at: 1110,
      quiet: { from: 1320, to: 435 },
    })
    expect(mailWishes({ mail: { how: 'x', at: '25:00', quiet: { from: '22:00' } } })).toMatchObject({
      how: 'now',
      at: 540,
      quiet: undefined,
    })
  })
})

describe('a mail', () => {
  const wishes = (mail: object) => mailWishes({ mail } as never)

  it('goes out at once, or at the hour of the day that was chosen', () => {
    expect(shown(mailTime(at('10:00'), wishes({}), zone))).toBe('03-02T10:00')
    const daily = wishes({ how: 'daily', at: '18:30' })
    expect(shown(mailTime(at('10:00'), daily, zone))).toBe('03-02T18:30')
    expect(shown(mailTime(at('18:30'), daily, zone))).toBe('03-03T18:30')
  })

  it('waits for the end of the quiet hours, over midnight too', () => {
    const night = wishes({ quiet: { from: '22:00', to: '07:00' } })
    expect(shown(mailTime(at('23:10'), night, zone))).toBe('03-03T07:00')
    expect(shown(mailTime(at('06:59'), night, zone))).toBe('03-02T07:00')
    expect(shown(mailTime(at('07:00'), night, zone))).toBe('03-02T07:00')
    expect(quietUntil(at('12:00'), night, zone)).toBeUndefined()
    const noon = wishes({ how: 'daily', at: '12:30', quiet: { from: '12:00', to: '14:00' } })
    expect(shown(mailTime(at('09:00'), noon, zone))).toBe('03-02T14:00')
  })

  it('keeps the hour of the wall when clocks change', () => {
    const daily = wishes({ how: 'daily', at: '09:00' })
    const next = mailTime(Date.parse('2026-03-28T12:00:00Z'), daily, 'Europe/Berlin')
    expect(new Date(next).toISOString()).toBe('2026-03-29T07:00:00.000Z')
  })
})
