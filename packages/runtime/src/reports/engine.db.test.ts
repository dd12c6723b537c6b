import { language } from '@mortise/expressions'
import { compileReport, drillFilter, type ReportResult, type ReportRow } from '@mortise/reports'
import type { ReportDocument } from '@mortise/schema'
import { createTestDatabase } from '@mortise/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../context/actor.ts'
import { readDoor } from '../model/read-door.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'
import { previewReport } from './run.ts'
import { bases, definitions, overReports } from './testing/definitions.ts'
import {
  aggregate,
  type Definition,
  grouped,
  groupOf,
  measured,
  recordsOf,
  same,
  type Value,
} from './testing/naive.ts'
import { openTrade, type Row, type Trade, tradeEntities } from './testing/trade.ts'

/** Reports to try; `MORTISE_REPORT_CASES=1000` for the whole trial. */
const cases = Number(process.env['MORTISE_REPORT_CASES'] ?? 60)
const batches = 12

let stage: TestStage
let trade: Trade

beforeAll(async () => {
  stage = await openTestStage(await createTestDatabase(), () => Date.parse('2026-06-01T04:00:00Z'))
  trade = await openTrade(stage.workspace, batches)
})

afterAll(async () => {
  await stage.close()
})

const run = (report: ReportDocument): Promise<ReportResult> =>
  previewReport(stage.workspace, systemActor('test'), report)

/** What a row should hold for each measure, worked out from nothing but its own records. */
function wanted(
  definition: Definition,
  group: readonly (Value | undefined)[] | undefined,
  records: { readonly now: readonly Row[]; readonly before: readonly Row[] },
): { readonly [key: string]: Value } {
  const inside = (keys: readonly string[] | undefined) => (row: Row) => {
    if (group === undefined) return true
    const own = groupOf(definition, row)
    return definition.dimensions.every(
      ({ key }, at) =>
        group[at] === undefined || (keys !== undefined && !keys.includes(key)) || own[at] === group[at],
    )
  }
  const values = definition.measures.map((one) => {
    const of = (rows: readonly Row[]): Value => measured(one, rows.filter(inside(one.document.grain)), trade)
    return [one.document.key, of(records.now), of(records.before)] as const
  })
  const ago = definition.later === undefined ? {} : { ago: values[0]?.[2] ?? null }
  return { ...Object.fromEntries(values.map(([key, now]) => [key, now])), ...ago }
}

const differences = (got: { readonly [key: string]: unknown }, expected: { readonly [key: string]: Value }) =>
  Object.entries(expected).filter(([key, value]) => !same(got[key], value))

/** A value of a dimension as it was written: numbers come as texts where they may be long. */
function plainOf(row: ReportRow, key: string): Value {
  const value = (row[key] ?? null) as Value
  return typeof value === 'string' && /^-?[\d.]+$/.test(value) ? Number(value) : value
}

describe('any report', () => {
  it('tells what counting by hand tells, in every group and in total', async () => {
    await fc.assert(
      fc.asyncProperty(definitions(batches), async (definition) => {
        const result = await run(definition.report)
        const records = recordsOf(definition, trade)
        const groups = grouped(definition, [...records.now, ...records.before])
        const keyOf = (row: ReportRow): string =>
          JSON.stringify(definition.dimensions.map(({ key }) => plainOf(row, key)))
        const names = definition.dimensions.length === 0 ? ['[]'] : [...groups.keys()]
        expect(result.rows.map(keyOf).toSorted()).toEqual(names.toSorted())
        for (const row of result.rows) {
          const group = JSON.parse(keyOf(row)) as readonly Value[]
          expect(differences(row, wanted(definition, group, records))).toEqual([])
        }
        expect(differences(result.totals ?? {}, wanted(definition, undefined, records))).toEqual([])
        for (const { by, rows } of result.subtotals ?? [])
          for (const row of rows) {
            const group = definition.dimensions.map(({ key }) =>
              by.includes(key) ? plainOf(row, key) : undefined,
            )
            expect(differences(row, wanted(definition, group, records))).toEqual([])
          }
      }),
      { numRuns: cases, endOnFailure: true },
    )
  })
})

describe('a report over another one', () => {
  const inners = bases(batches, 8)

  beforeAll(async () => {
    await installParts(stage.workspace, { entity: tradeEntities, report: inners })
  })

  it('tells what adding up the rows of that one tells, and leads to their records', async () => {
    const rowsOf = new Map<string, readonly ReportRow[]>()
    for (const inner of inners) rowsOf.set(inner.key, (await run(inner)).rows)
    const { published, door } = await readDoor(stage.workspace, systemActor('test'))
    const context = { model: published.model, fields: stage.workspace.options.kit.fields, language }
    const figure = (row: ReportRow, key: string): Value => {
      const value = row[key] ?? null
      return value === null ? null : Number(value)
    }
    await fc.assert(
      fc.asyncProperty(overReports(inners), async ({ report, by, agg, of, more }) => {
        const all = rowsOf.get(report.source.report ?? '') ?? []
        const kept = all.filter((row) => more === undefined || Number(row['n']) > more)
        const groups = Map.groupBy(kept, (row) => (by === undefined ? null : (row[by] ?? null)))
        if (by === undefined && groups.size === 0) groups.set(null, [])
        const { rows } = await run(report)
        expect(rows).toHaveLength(groups.size)
        const plan = compileReport(report, context)
        for (const row of rows) {
          const own = groups.get(row['d'] ?? null) ?? []
          const records = aggregate(
            'sum',
            own.map((one) => figure(one, 'n')),
          ) as number
          const expected = {
            value: aggregate(
              agg,
              own.map((one) => figure(one, of)),
            ),
            rows: own.length,
            records,
            mean: own.length === 0 ? null : records / own.length,
          }
          expect(differences(row, expected)).toEqual([])
          if (more !== undefined) {
            expect(() => drillFilter(row, { plan })).toThrow('REPORT_DRILL_GROUPS')
            continue
          }
          const behind = await door.aggregate({
            entity: report.source.entity,
            filter: drillFilter(row, { plan }),
            dimensions: [],
            measures: [{ key: 'n', agg: 'count' }],
          })
          expect(Number(behind.rows[0]?.['n'])).toBe(records)
        }
      }),
      { numRuns: Math.ceil(cases / 3), endOnFailure: true },
    )
  })

  it('is refused where the other one can not be a source, and narrows the records of that one', async () => {
    const [inner] = inners
    const source = { entity: inner?.source.entity ?? '', report: inner?.key ?? '' }
    const report: ReportDocument = {
      key: 'over',
      label: 'over',
      source,
      measures: [{ key: 'all', agg: 'sum', expr: { var: 'n' } }],
    }
    const faults = async (parts: Partial<ReportDocument>): Promise<readonly unknown[]> =>
      run({ ...report, ...parts }).then(
        () => [],
        (error: { readonly details?: readonly { readonly path?: string; readonly code?: string }[] }) =>
          (error.details ?? []).map((one) => [one.path, one.code]),
      )
    expect(await faults({})).toEqual([])
    expect(await faults({ source: { ...source, report: 'nothing' } })).toEqual([
      ['/source/report', 'REPORT_SOURCE_UNKNOWN'],
    ])
    expect(await faults({ key: source.report })).toEqual([['/source/report', 'REPORT_SOURCE_CIRCLE']])
    expect(await faults({ source: { ...source, entity: 'quota' } })).toEqual([
      ['/source/entity', 'REPORT_SOURCE_ENTITY'],
    ])
    expect(await faults({ measures: [{ key: 'a', agg: 'sum', expr: { var: 'm' } }] })).toEqual([
      ['/measures/0/expr/var', 'EXPRESSION_NAME_UNKNOWN'],
    ])
    expect(await faults({ measures: [{ key: 'a', agg: 'count', per: [{ var: 'n' }] }] })).toEqual([
      ['/measures/0', 'REPORT_SOURCE_PARTS'],
    ])
    const none = await run({ ...report, source: { ...source, where: { '==': [{ var: 'batch' }, -1] } } })
    expect(Number(none.rows[0]?.['all'])).toBe(0)
  })
})

describe('two branches of many rows', () => {
  type Figure = {
    readonly over: string
    readonly field: string
    readonly rows: (batch: number) => readonly Row[]
  }
  const inBatch =
    (entity: string, link: string, way: (row: Row) => Row | null | undefined) => (batch: number) =>
      (trade[entity] ?? []).filter((row) => {
        const { links, values } = way(row) ?? row
        return (links[link] ?? null) !== null && values['batch'] === batch
      })
  const figures: readonly Figure[] = [
    { over: 'deals', field: 'amount', rows: inBatch('deal', 'customer', (row) => row) },
    { over: 'partner', field: 'amount', rows: inBatch('deal', 'partner', (row) => row) },
    { over: 'visits', field: 'minutes', rows: inBatch('visit', 'account', (row) => row) },
    { over: 'lines', field: 'price', rows: inBatch('deal_item', 'customer', (row) => row.links['deal']) },
  ]
  const paths: { readonly [key: string]: string } = {
    deals: 'deal_by_customer',
    partner: 'deal_by_partner',
    visits: 'visit_by_account',
    lines: 'deal_by_customer.items',
  }
  const pairs = figures.flatMap((one, at) => figures.slice(at + 1).map((other) => [one, other] as const))

  it('add up to what each entity sums by itself, also the same entity twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(batches - 1),
        fc.constantFrom(...pairs),
        fc.constantFrom('trade', 'size', 'name', undefined),
        async (batch, pair, by) => {
          const result = await run({
            key: 'pair',
            label: 'pair',
            source: { entity: 'account' },
            joins: pair.map(({ over }) => ({ key: over, path: paths[over] ?? '' })),
            filter: { '==': [{ var: 'batch' }, batch] },
            dimensions: by === undefined ? [] : [{ key: 'd', expr: { var: by } }],
            measures: pair.flatMap(({ over, field }) => [
              { key: `${over}_sum`, agg: 'sum', over, expr: { var: field } } as const,
              { key: `${over}_n`, agg: 'count', over } as const,
            ]),
          })
          for (const { over, field, rows } of pair) {
            const all = rows(batch)
            const sum = all.reduce((total, row) => total + Number(row.values[field] ?? 0), 0)
            const column = (key: string): number =>
              result.rows.reduce((total, row) => total + Number(row[key] ?? 0), 0)
            expect([column(`${over}_sum`), column(`${over}_n`)]).toEqual([sum, all.length])
            expect([Number(result.totals?.[`${over}_sum`]), Number(result.totals?.[`${over}_n`])]).toEqual([
              sum,
              all.length,
            ])
          }
        },
      ),
      { numRuns: cases },
    )
  })
})

const num = (value: unknown): number => Number(value ?? 0)
const inYear = (row: Row, field: string, year: string): boolean => String(row.values[field]).startsWith(year)
const total = (rows: readonly Row[], field: string): number =>
  rows.reduce((sum, row) => sum + num(row.values[field]), 0)

describe('a leaderboard', () => {
  it('places everybody by the period, against the target and the period before', async () => {
    const { rows } = await run({
      key: 'best',
      label: 'best',
      kind: 'leaderboard',
      source: { entity: 'deal' },
      filter: { '!=': [{ var: 'customer' }, null] },
      leaderboard: {
        who: { var: 'customer' },
        date: { var: 'closed' },
        period: 'lastYear',
        value: { agg: 'sum', expr: { var: 'amount' } },
        target: {
          entity: 'visit',
          who: { var: 'account' },
          date: { var: 'day' },
          value: { var: 'minutes' },
        },
      },
    })
    const deals = (trade['deal'] ?? []).filter((row) => row.links['customer'] !== null)
    const of = (year: string, who: unknown): number =>
      total(
        deals.filter((row) => inYear(row, 'closed', year) && row.values['customer'] === who),
        'amount',
      )
    const there = deals.filter((row) => inYear(row, 'closed', '2025') || inYear(row, 'closed', '2024'))
    const aimed = (trade['visit'] ?? []).filter(
      (row) => row.values['account'] !== null && inYear(row, 'day', '2025'),
    )
    const people = [
      ...new Set([
        ...there.map((row) => row.values['customer']),
        ...aimed.map((row) => row.values['account']),
      ]),
    ]
    const place = (year: string, who: unknown): number =>
      1 + people.filter((other) => of(year, other) > of(year, who)).length
    expect(rows.map((row) => row['who']).toSorted()).toEqual(people.toSorted())
    for (const row of rows) {
      const who = row['who']
      const target = total(
        aimed.filter((one) => one.values['account'] === who),
        'minutes',
      )
      const before = of('2024', who)
      expect([row['place'], num(row['value']), num(row['before']), num(row['target'])]).toEqual([
        place('2025', who),
        of('2025', who),
        before,
        target,
      ])
      expect(same(row['attainment'], target === 0 ? null : of('2025', who) / target)).toBe(true)
      expect(same(row['climbed'], before > 0 ? place('2024', who) - place('2025', who) : null)).toBe(true)
    }
    expect(rows.map((row) => num(row['place']))).toEqual(
      rows.map((row) => num(row['place'])).toSorted((a, b) => a - b),
    )
  })
})

describe('cohorts', () => {
  it('follow those who came first in a quarter through the later ones', async () => {
    const again: ReportDocument = {
      key: 'again',
      label: 'again',
      kind: 'cohort',
      source: { entity: 'deal' },
      filter: { '!=': [{ var: 'stage' }, 'lost'] },
      cohort: { who: 'customer', date: 'closed', period: 'quarter' },
    }
    const { rows, layout } = await run(again)
    expect(layout).toMatchObject({ kind: 'matrix', columns: ['age'] })
    const deals = (trade['deal'] ?? []).filter(
      ({ values }) => values['customer'] !== null && values['stage'] !== 'lost' && values['closed'] !== null,
    )
    const quarter = (row: Row): number => {
      const day = String(row.values['closed'])
      return num(day.slice(0, 4)) * 4 + Math.floor((num(day.slice(5, 7)) - 1) / 3)
    }
    const firsts = new Map<Value, number>()
    for (const row of deals) {
      const who = row.values['customer'] ?? null
      firsts.set(who, Math.min(firsts.get(who) ?? Number.MAX_VALUE, quarter(row)))
    }
    const cells = Map.groupBy(deals, (row) => {
      const first = firsts.get(row.values['customer'] ?? null) ?? 0
      return `${Math.floor(first / 4)}-${String((first % 4) * 3 + 1).padStart(2, '0')}-01 ${quarter(row) - first}`
    })
    const shown = rows.filter((row) => row['cohort'] !== null)
    expect(shown.map((row) => `${String(row['cohort'])} ${num(row['age'])}`).toSorted()).toEqual(
      [...cells.keys()].toSorted(),
    )
    for (const row of shown) {
      const came = (age: number): number =>
        new Set(cells.get(`${String(row['cohort'])} ${age}`)?.map((one) => one.values['customer'])).size
      expect([num(row['active']), num(row['size'])]).toEqual([came(num(row['age'])), came(0)])
      expect(num(row['rate'])).toBeLessThanOrEqual(1)
      if (num(row['age']) === 0) expect(num(row['rate'])).toBe(1)
    }
    const people = shown
      .filter((row) => num(row['age']) === 0)
      .reduce((sum, row) => sum + num(row['size']), 0)
    expect(people).toBe(firsts.size)
    // A part of the time shows fewer cells, and the same numbers in them.
    const lately = { '>=': [{ var: 'closed' }, '2026-01-01'] }
    const cut = await run({ ...again, filter: { and: [{ and: [again.filter ?? true, lately] }] } })
    expect(cut.rows.length).toBeLessThan(rows.length)
    const place = (row: ReportRow): string => `${String(row['cohort'])} ${num(row['age'])}`
    const whole = new Map(rows.map((row) => [place(row), row['size']]))
    for (const row of cut.rows) expect(num(row['size'])).toBe(num(whole.get(place(row))))
  })
})

describe('customer value', () => {
  it('is scored over what customers ordered in the time', async () => {
    const { rows } = await run({
      key: 'rfm',
      label: 'rfm',
      kind: 'rfm',
      source: { entity: 'account' },
      rfm: {
        orders: 'deal_by_customer',
        date: { var: 'closed' },
        amount: { var: 'amount' },
        days: 400,
        show: 'customers',
      },
    })
    const since = new Date(Date.parse('2026-06-02T00:00:00Z') - 400 * 86_400_000).toISOString().slice(0, 10)
    const bought = Map.groupBy(
      (trade['deal'] ?? []).filter(
        ({ values }) => values['customer'] !== null && String(values['closed'] ?? '') >= since,
      ),
      (row) => row.values['customer'] ?? null,
    )
    expect(rows.map((row) => row['customer']).toSorted()).toEqual([...bought.keys()].toSorted())
    for (const row of rows) {
      const orders = bought.get(String(row['customer'])) ?? []
      const last =
        orders
          .map((one) => String(one.values['closed']))
          .toSorted()
          .at(-1) ?? ''
      const days = (Date.parse('2026-06-01') - Date.parse(last)) / 86_400_000
      expect([num(row['days']), num(row['frequency']), num(row['monetary'])]).toEqual([
        days,
        orders.length,
        total(orders, 'amount'),
      ])
    }
  })
})

describe('completeness', () => {
  it('counts what is filled in', async () => {
    const { rows } = await run({
      key: 'full',
      label: 'full',
      kind: 'completeness',
      source: { entity: 'deal' },
      completeness: { fields: ['amount', 'customer.trade'] },
    })
    const deals = trade['deal'] ?? []
    expect(rows.map((row) => [row['field'], num(row['filled']), num(row['missing'])])).toEqual(
      [
        deals.filter((row) => row.values['amount'] !== null),
        deals.filter((row) => (row.links['customer']?.values['trade'] ?? null) !== null),
      ].map((list, at) => [['amount', 'customer.trade'][at], list.length, deals.length - list.length]),
    )
  })
})
