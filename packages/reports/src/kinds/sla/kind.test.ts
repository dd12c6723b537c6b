import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { report, shapeContext } from '../../testing/deals.ts'
import { runInMemory } from '../../testing/memory.ts'

const now = Date.parse(shapeContext.asOf)
const at = (minutes: number): string => new Date(now + minutes * 60_000).toISOString()
const sla = {
  start: { var: 'created_at' },
  due: { var: 'closed_at' },
  done: { var: 'updated_at' },
  by: { var: 'source' },
}

const jobs = fc.array(
  fc.record({
    source: fc.constantFrom('a', 'b'),
    begun: fc.integer({ min: -5000, max: -1 }),
    target: fc.integer({ min: 1, max: 6000 }),
    took: fc.option(fc.integer({ min: 0, max: 5000 })),
  }),
  { maxLength: 30 },
)

describe('SLA', () => {
  it('is met, breached or running for every one of them, overdue and not done is breached', () => {
    fc.assert(
      fc.property(jobs, (list) => {
        const done = (one: (typeof list)[number]): number | null =>
          one.took === null || one.begun + one.took > 0 ? null : one.begun + one.took
        const result = runInMemory(report({ kind: 'sla', sla }), {
          deal: list.map((one) => ({
            row: {
              id: 'x',
              source: one.source,
              created_at: at(one.begun),
              closed_at: at(one.begun + one.target),
              updated_at: done(one) === null ? null : at(done(one) ?? 0),
            },
          })),
        })
        for (const row of result.rows) {
          const own = list.filter((one) => one.source === row['by'])
          const due = (one: (typeof list)[number]): number => one.begun + one.target
          const met = own.filter((one) => (done(one) ?? Number.MAX_VALUE) <= due(one)).length
          const late = own.filter((one) => done(one) === null && due(one) < 0).length
          const breached =
            own.filter((one) => done(one) !== null && (done(one) ?? 0) > due(one)).length + late
          const running = own.filter((one) => done(one) === null && due(one) >= 0)
          const used = (part: number): number =>
            running.filter((one) => -one.begun >= one.target * part).length
          expect(
            ['met', 'breached', 'late_open', 'running', 'warned', 'critical'].map((key) => Number(row[key])),
          ).toEqual([met, breached, late, running.length, used(0.75), used(0.9)])
          expect(met + breached + running.length).toBe(own.length)
          if (met + breached === 0) expect(row['breach_rate']).toBeNull()
          else expect(Number(row['breach_rate'])).toBeCloseTo(breached / (met + breached), 9)
        }
      }),
    )
  })
})
