import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkReport } from '../../index.ts'
import { report, reportContext } from '../../testing/deals.ts'
import { runInMemory } from '../../testing/memory.ts'

const velocity = {
  won: { '==': [{ var: 'stage' }, 'won'] },
  lost: { '==': [{ var: 'stage' }, 'lost'] },
  start: { var: 'created_at' },
  end: { var: 'closed_at' },
  amount: { var: 'amount' },
  by: { var: 'source' },
}
const kind = report({ kind: 'velocity', velocity })

const start = Date.parse('2026-01-01T00:00:00Z')
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString()

const deals = fc.array(
  fc.record({
    stage: fc.constantFrom('lead', 'quote', 'won', 'lost'),
    source: fc.constantFrom('ads', 'web', null),
    amount: fc.integer({ min: 0, max: 5000 }),
    created: fc.integer({ min: 0, max: 80_000 }),
    took: fc.integer({ min: 0, max: 40_000 }),
  }),
  { maxLength: 40 },
)

const near = (got: unknown, wanted: number | null): void => {
  if (wanted === null) expect(got).toBeNull()
  else expect(Number(got)).toBeCloseTo(wanted, 6)
}
const over = (one: number, other: number): number | null => (other === 0 ? null : one / other)

describe('sales cycle, win rate and velocity', () => {
  it('are what counting every deal by hand tells, in each group and in total', () => {
    fc.assert(
      fc.property(deals, fc.constantFrom(undefined, 'lastMonth', 'thisQuarter'), (list, period) => {
        const parts = period === undefined ? velocity : { ...velocity, period }
        const result = runInMemory(report({ kind: 'velocity', velocity: parts }), {
          deal: list.map(({ stage, source, amount, created, took }) => ({
            row: {
              id: 'x',
              stage,
              source,
              amount,
              created_at: at(created),
              closed_at: ['won', 'lost'].includes(stage) ? at(created + took) : null,
            },
          })),
        })
        const counts = (one: (typeof list)[number]): boolean => {
          if (period === undefined) return true
          const closed = at(one.created + one.took)
          return period === 'lastMonth'
            ? closed >= '2026-02-01' && closed < '2026-03-01'
            : closed >= '2026-01-01' && closed < '2026-04-01'
        }
        const inAll: (typeof result.rows)[number] = { ...result.totals }
        for (const row of [...result.rows, inAll]) {
          const own = list.filter((one) => row['by'] === undefined || one.source === row['by'])
          const won = own.filter((one) => one.stage === 'won' && counts(one))
          const lost = own.filter((one) => one.stage === 'lost' && counts(one))
          const open = own.filter((one) => one.stage !== 'won' && one.stage !== 'lost')
          const sum = (of: 'amount' | 'took'): number => won.reduce((all, one) => all + one[of], 0)
          expect([row['won'], row['lost'], row['open']].map(Number)).toEqual([
            won.length,
            lost.length,
            open.length,
          ])
          const rate = over(won.length, won.length + lost.length)
          const cycle = over(sum('took') / 1440, won.length)
          near(row['rate'], rate)
          near(row['cycle'], cycle)
          if (rate !== null) expect(rate >= 0 && rate <= 1).toBe(true)
          const daily = cycle
            ? over(open.length * (rate ?? 0) * (over(sum('amount'), won.length) ?? 0), cycle)
            : null
          if (daily === null) expect(row['velocity']).toBeNull()
          else expect(Number(row['velocity']) / Math.max(1, daily)).toBeCloseTo(daily / Math.max(1, daily), 5)
        }
      }),
    )
  })

  it('say where a setting is wrong', () => {
    expect(checkReport(kind, reportContext)).toEqual([])
    const faults = [
      [{ amount: { var: 'name' } }, '/velocity/amount'],
      [{ won: { var: 'stge' } }, '/velocity/won'],
      [{ by: { var: 'sorce' } }, '/velocity/by'],
    ] as const
    for (const [wrong, path] of faults) {
      const found = checkReport(
        report({ kind: 'velocity', velocity: { ...velocity, ...wrong } }),
        reportContext,
      )
      expect(found[0]?.path?.startsWith(path)).toBe(true)
    }
  })
})
