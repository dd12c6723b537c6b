import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cnOffice, cnYearPlans, compileCalendar, openYears, withYearPlan } from './index.ts'

const plans = cnYearPlans()
const document = plans.reduce(withYearPlan, cnOffice)
const calendar = compileCalendar(document)
const kinds = new Map(plans.flatMap(({ days }) => days).map(({ date, isOffDay }) => [date, isOffDay]))
const isWeekend = (date: string): boolean => [0, 6].includes(new Date(date).getUTCDay())
const dayMs = 86_400_000
const hour = 3_600_000
const [first, last] = [Date.UTC(2006, 11, 30), Date.UTC(2026, 11, 31)]
const days = (last - first) / dayMs + 1
const dateAt = (day: number): string => new Date(first + day * dayMs).toISOString().slice(0, 10)

/** Whether each day is worked, and how many were before it: told without the calendar's code. */
const worked = Array.from({ length: days }, (_, day) => !(kinds.get(dateAt(day)) ?? isWeekend(dateAt(day))))
const before = worked.reduce<number[]>((sums, one) => [...sums, (sums.at(-1) ?? 0) + (one ? 1 : 0)], [0])

describe('the days off of twenty years', () => {
  it('are as many as the notices say, off and worked instead', () => {
    const counted = plans.map(({ year, days: all }) => {
      const off = all.filter(({ isOffDay }) => isOffDay).length
      return `${year} ${off}+${all.length - off}`
    })
    const expected =
      '2007 24+8, 2008 29+6, 2009 27+6, 2010 29+8, 2011 29+5, 2012 27+7, 2013 29+12, 2014 23+5, 2015 26+5, 2016 24+6, ' +
      '2017 24+5, 2018 23+6, 2019 24+7, 2020 30+6, 2021 31+7, 2022 31+7, 2023 27+7, 2024 28+8, 2025 28+5, 2026 33+6'
    expect(counted).toEqual(expected.split(', '))
    expect(kinds.size).toBe(plans.reduce((sum, { days: all }) => sum + all.length, 0))
  })

  it('give back by make-up days all but the legal holidays', () => {
    // Ten until the reform of 2008, eleven after it, thirteen since 2025; a parade in 2015, an epidemic in 2020.
    const legal = (year: number): number =>
      (year < 2008 ? 10 : year < 2025 ? 11 : 13) + ({ 2015: 1, 2020: 2 }[year] ?? 0)
    for (const { year, days: all } of plans) {
      const free = all.filter(({ date, isOffDay }) => isOffDay && !isWeekend(date)).length
      const madeUp = all.filter(({ isOffDay }) => !isOffDay)
      expect([year, free - madeUp.length]).toEqual([year, legal(year)])
      expect(madeUp.filter(({ date }) => !isWeekend(date))).toEqual([])
    }
  })

  it('make every make-up day a whole working day, and every day off none', () => {
    for (const [date, isOff] of kinds) {
      const [from, to] = [`${date}T00:00:00+08:00`, `${date}T23:59:59+08:00`]
      expect([date, calendar.workBetween(from, to) / hour]).toEqual([date, isOff ? 0 : 7.5])
    }
  })

  it.each([
    [
      'three golden weeks in 2007',
      '2007-02-18 2007-02-24 2007-05-01 2007-05-07 2007-10-01 2007-10-07',
      '2007-04-28',
    ],
    ['no longer in May after 2008', '2008-04-04 2008-05-03 2008-06-09 2008-09-15', '2008-05-04 2008-05-05'],
    [
      "New Year's Day from December on",
      '2007-12-30 2007-12-31 2018-12-31 2022-12-31',
      '2007-12-29 2011-12-31',
    ],
    ['seventy years after the war', '2015-09-03 2015-09-04 2015-09-05', '2015-09-02 2015-09-06'],
    ['the long May of 2019', '2019-05-02 2019-05-03', '2019-04-28 2019-05-05'],
    [
      'the spring festival of 2020 until 2 February',
      '2020-01-31 2020-02-01 2020-02-02',
      '2020-01-19 2020-02-03',
    ],
  ])('%s', (_, off, work) => {
    const isOpen = (date: string): boolean => calendar.isWorking(`${date}T10:00:00+08:00`)
    expect(off.split(' ').filter(isOpen)).toEqual([])
    expect(work.split(' ').filter((date) => !isOpen(date))).toEqual([])
  })

  it('leave no year open, each for itself or all together', () => {
    const years = plans.map(({ year }) => year)
    expect(years).toEqual(Array.from({ length: 20 }, (_, at) => 2007 + at))
    expect(openYears(document, years)).toEqual([])
    for (const plan of plans)
      expect(openYears(withYearPlan(cnOffice, plan), years)).toEqual(
        years.filter((year) => year !== plan.year),
      )
  })
})

describe('laws of working time over these years', () => {
  const instant = fc.integer({ min: 0, max: (days - 200) * 1440 }).map((minute) => first + minute * 60_000)
  const length = fc.integer({ min: 0, max: 60 * 450 }).map((minutes) => minutes * 60_000)
  const iso = (at: number): string => new Date(at).toISOString()

  it('counts whole days as walking day by day does', () => {
    const day = fc.integer({ min: 0, max: days - 1 })
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const midnight = (at: number): string => `${dateAt(at)}T00:00:00+08:00`
        const expected = (before[to] ?? 0) - (before[from] ?? 0)
        expect(calendar.workBetween(midnight(from), midnight(to)) / (7.5 * hour)).toBe(expected)
      }),
      { numRuns: 60 },
    )
  })

  it('measures what it added, adds in parts, and never runs backwards', () => {
    fc.assert(
      fc.property(instant, length, length, fc.nat({ max: 10 * dayMs }), (at, one, two, later) => {
        const from = iso(at)
        const due = calendar.addWork(from, one)
        expect(calendar.workBetween(from, due)).toBe(one)
        expect(calendar.addWork(due, two)).toBe(calendar.addWork(from, one + two))
        expect(calendar.addWork(iso(at + later), one) >= due).toBe(true)
        expect(calendar.addWork(from, one + two) >= due).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
