import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cnYearPlans } from './cn-years.ts'
import {
  cnOffice,
  compileCalendar,
  openYears,
  readYearPlan,
  withProvisionalYear,
  withYearPlan,
} from './index.ts'
import { type SlaEvent, slaState } from './sla.ts'

const plans = cnYearPlans()
const document = plans.reduce(withYearPlan, cnOffice)
const calendar = compileCalendar(document)
const minute = 60_000
const hour = 60 * minute
const begin = Date.UTC(2022, 0, 1) - 8 * hour
const end = Date.UTC(2027, 0, 1) - 8 * hour
const minutes = (end - begin) / minute

/** Random histories in a normal run; `MORTISE_SLA_RUNS=20000` for the whole trial, which asks of every single minute. */
const runs = Number(process.env['MORTISE_SLA_RUNS'] ?? 400)
const stride = runs > 400 ? 1 : 97

/** Whether each minute of five years is worked, told by itself and not by the calendar's code. */
const worked = new Uint8Array(minutes)
/** Worked minutes before each minute. */
const before = new Uint32Array(minutes + 1)
{
  const kinds = new Map(plans.flatMap(({ days }) => days).map(({ date, isOffDay }) => [date, isOffDay]))
  for (let at = 0; at < minutes; at += 1) {
    const local = new Date(begin + at * minute + 8 * hour)
    const off = kinds.get(local.toISOString().slice(0, 10)) ?? [0, 6].includes(local.getUTCDay())
    const clock = local.getUTCHours() * 60 + local.getUTCMinutes()
    const open = (clock >= 540 && clock < 720) || (clock >= 810 && clock < 1080)
    worked[at] = !off && open ? 1 : 0
    before[at + 1] = (before[at] ?? 0) + (worked[at] ?? 0)
  }
}
const iso = (at: number): string => new Date(begin + at * minute).toISOString()

/** Walks minute by minute from the start: how much was used, and when it was due. */
function bruteForce(
  given: {
    readonly start: number
    readonly pauses: readonly (readonly [number, number])[]
    readonly target: number
  },
  now: number,
): { readonly used: number; readonly due: number | undefined } {
  const { start, pauses, target } = given
  const still = (at: number): boolean => pauses.some(([from, to]) => from <= at && at < to)
  let [used, due]: [number, number | undefined] = [0, undefined]
  let left = target
  for (let at = start; at < minutes && (due === undefined || at < now); at += 1) {
    if (worked[at] !== 1) continue
    // What is not known yet of a pause that still lasts counts as if it ended now.
    if (still(at) && at < now) continue
    if (at < now) used += 1
    left -= 1
    if (left === 0) due = at + 1
  }
  return { used, due }
}

describe('a promise over five years of the Chinese calendar', () => {
  it('knows every make-up day and every day off', () => {
    for (const { days } of plans)
      for (const { date, isOffDay } of days) {
        const noon = `${date}T02:00:00.000Z`
        expect([date, calendar.isWorking(noon)]).toEqual([date, !isOffDay])
      }
    expect(calendar.workBetween(iso(0), iso(minutes - 1)) / minute).toBe(before[minutes - 1])
  })

  it('knows of each minute whether it is worked', () => {
    const wrong: string[] = []
    for (let at = 0; at < minutes; at += stride)
      if (calendar.isWorking(iso(at)) !== (worked[at] === 1)) wrong.push(iso(at))
    expect(wrong).toEqual([])
  }, 600_000)

  it('is what walking minute by minute gives', () => {
    const given = fc.record({
      start: fc.integer({ min: 0, max: minutes - 200_000 }),
      gaps: fc.array(fc.tuple(fc.integer({ min: 1, max: 6_000 }), fc.integer({ min: 1, max: 9_000 })), {
        maxLength: 4,
      }),
      target: fc.integer({ min: 1, max: 9_000 }),
      now: fc.integer({ min: 0, max: 60_000 }),
    })
    fc.assert(
      fc.property(given, ({ start, gaps, target, now: after }) => {
        let at = start
        const pauses = gaps.map(([run, rest]): readonly [number, number] => {
          const from = at + run
          at = from + rest
          return [from, at]
        })
        const now = start + after
        const events = [
          { at: iso(start), type: 'start' } as const,
          ...pauses.flatMap(([from, to]): readonly SlaEvent[] => [
            { at: iso(from), type: 'pause' },
            { at: iso(to), type: 'resume' },
          ]),
        ]
        const state = slaState(events, { calendar, target: target * minute }, iso(now))
        const slow = bruteForce({ start, pauses, target }, now)
        expect(state.used / minute).toBe(slow.used)
        expect(state.dueAt).toBe(slow.due === undefined ? undefined : iso(slow.due))
        expect(state.level === 'red').toBe(slow.used >= target)
      }),
      { numRuns: runs },
    )
    if (runs > 400) console.log(JSON.stringify({ minutes, runs }))
  }, 3_600_000)
})

describe('laws', () => {
  const start = fc.integer({ min: 0, max: minutes - 300_000 })
  const length = fc.integer({ min: 0, max: 20_000 })
  const due = (events: readonly SlaEvent[], target: number, now: number): string | null =>
    slaState(events, { calendar, target: target * minute }, iso(now)).dueAt

  it('a pause of so much working time moves the due moment by exactly that', () => {
    fc.assert(
      fc.property(start, length, length, fc.integer({ min: 1, max: 9_000 }), (from, run, rest, target) => {
        const begun: SlaEvent = { at: iso(from), type: 'start' }
        const [pause, resume] = [from + run, from + run + rest]
        const paused: readonly SlaEvent[] = [
          begun,
          { at: iso(pause), type: 'pause' },
          { at: iso(resume), type: 'resume' },
        ]
        // Once it was due, a pause comes too late.
        const kept = (before[pause] ?? 0) - (before[from] ?? 0) < target
        const lost = kept ? (before[resume] ?? 0) - (before[pause] ?? 0) : 0
        const [plain, moved] = [due([begun], target, resume) ?? '', due(paused, target, resume) ?? '']
        expect(calendar.workBetween(plain, moved) / minute).toBe(lost)
      }),
    )
  })

  it('what is noted in another order comes to the same, and so does asking again later with nothing new', () => {
    fc.assert(
      fc.property(start, length, length, length, (from, a, b, c) => {
        const events: readonly SlaEvent[] = [
          { at: iso(from), type: 'start' },
          { at: iso(from + a + 1), type: 'pause' },
          { at: iso(from + a + b + 2), type: 'resume' },
          { at: iso(from + a + b + c + 3), type: 'stop' },
        ]
        const terms = { calendar, target: 'P2D' }
        const now = iso(from + a + b + c + 3)
        const state = slaState(events, terms, now)
        expect(slaState(events.toReversed(), terms, now)).toEqual(state)
        expect(slaState(events, terms, iso(from + 200_000))).toEqual(state)
        expect(state.state).toBe(state.used > state.target ? 'missed' : 'met')
      }),
    )
  })

  it('nothing changes by itself before the moment it says, and something does then', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 10, max: 3_000 }), length, (from, target, after) => {
        const events: readonly SlaEvent[] = [{ at: iso(from), type: 'start' }]
        const terms = { calendar, target: target * minute, escalateEvery: 'PT30M' }
        const shown = (at: string): unknown => {
          const { level, escalations } = slaState(events, terms, at)
          return [level, escalations]
        }
        const now = iso(from + after)
        const { nextAt } = slaState(events, terms, now)
        const next = Date.parse(nextAt ?? '')
        expect(next).toBeGreaterThan(Date.parse(now))
        expect(shown(new Date(next - 1).toISOString())).toEqual(shown(now))
        expect(shown(nextAt ?? '')).not.toEqual(shown(now))
      }),
    )
  })
})

it('tells its levels and climbs its ladder', () => {
  // Monday 2 March 2026, 09:00 in Shanghai; four hours end at 14:30, after lunch.
  const at = (clock: string): string => `2026-03-02T${clock}:00.000Z`
  const events: readonly SlaEvent[] = [{ at: at('01:00'), type: 'start' }]
  const terms = { calendar, target: 'PT4H', yellow: 0.5, escalateEvery: 'PT30M' }
  const state = (clock: string, more: readonly SlaEvent[] = []) =>
    slaState([...events, ...more], terms, at(clock))
  expect(state('02:00')).toMatchObject({ level: 'green', dueAt: at('06:30'), nextAt: at('03:00') })
  expect(state('03:00')).toMatchObject({ level: 'yellow', nextAt: at('06:30'), escalations: 0 })
  expect(state('06:30')).toMatchObject({ level: 'red', nextAt: at('07:00'), escalations: 1 })
  expect(state('07:40')).toMatchObject({ escalations: 3, state: 'running' })
  expect(state('07:40', [{ at: at('07:00'), type: 'stop' }])).toMatchObject({ state: 'missed', nextAt: null })
  expect(state('07:40', [{ at: at('02:00'), type: 'target', target: 'PT6H' }])).toMatchObject({
    dueAt: at('08:30'),
    level: 'yellow',
  })
  const again: readonly SlaEvent[] = [
    { at: at('02:00'), type: 'stop' },
    { at: at('03:00'), type: 'reopen' },
  ]
  expect(state('03:00', again)).toMatchObject({ state: 'running', dueAt: at('07:30') })
  expect(state('03:00', [{ at: at('02:00'), type: 'cancel' }])).toMatchObject({
    state: 'canceled',
    dueAt: null,
  })
})

describe("a year's plan", () => {
  it('takes the place of what was provisional, and leaves the rest', () => {
    const own = { date: '2026-12-24', kind: 'off' as const, label: '年会' }
    const open = withProvisionalYear({ ...cnOffice, exceptions: [own] }, 2027)
    expect(openYears(open, [2026, 2027])).toEqual([2027])
    // New Year's Day of 2027 may begin in the December of a year nobody brought in.
    const early = { date: '2026-12-31', kind: 'off' as const }
    expect(openYears({ ...cnOffice, exceptions: [early] }, [2026])).toEqual([2026])
    expect(withProvisionalYear({ ...cnOffice, exceptions: [early] }, 2026).exceptions).toHaveLength(6)
    const plan = readYearPlan({
      year: 2027,
      days: [
        { name: '元旦', date: '2027-01-01', isOffDay: true },
        { name: '元旦', date: '2027-01-03', isOffDay: false },
      ],
    })
    const settled = withYearPlan(open, plan)
    expect(openYears(settled, [2026, 2027])).toEqual([])
    expect(settled.exceptions).toEqual([
      own,
      { date: '2027-01-01', kind: 'off', label: { zh: '元旦' } },
      { date: '2027-01-03', kind: 'work', label: { zh: '元旦' } },
    ])
    expect(withYearPlan(settled, plan)).toEqual(settled)
  })

  it('that is none is refused with its place', () => {
    for (const [wrong, place] of [
      [null, 'year'],
      [{ year: 2026 }, 'days'],
      [{ year: 2026, days: [{ date: '2026-02-30', isOffDay: true }] }, 'days/0/date'],
      [{ year: 2026, days: [{ date: '2026-01-01', name: 'x' }] }, 'days/0'],
    ] as const)
      expect(() => readYearPlan(wrong)).toThrow(place)
  })
})
