import type { DimensionDocument, MeasureDocument, ReportDocument, ReportJoinDocument } from '@mortise/schema'
import fc from 'fast-check'
import type { Branch, Definition, Dimension, Meant, Measure, Value } from './naive.ts'
import type { Row } from './trade.ts'

const field = (key: string): Meant => ({ expr: { var: key }, of: (row) => row.values[key] ?? null })
const onRecord = (key: string): Meant => ({
  expr: { var: `record.${key}` },
  of: (_, record) => record.values[key] ?? null,
})
const through = (link: string, key: string): Meant => ({
  expr: { var: `${link}.${key}` },
  of: (row) => row.links[link]?.values[key] ?? null,
})
const number = (value: Value): number | null => (typeof value === 'number' ? value : null)
const times = (a: Meant, b: Meant): Meant => ({
  expr: { '*': [a.expr, b.expr] },
  of: (row, record) => {
    const [x, y] = [number(a.of(row, record)), number(b.of(row, record))]
    return x === null || y === null ? null : x * y
  },
})
const more = (a: Meant, than: Meant): Meant => ({
  expr: { '>': [a.expr, than.expr] },
  of: (row, record) => {
    const [x, y] = [a.of(row, record), than.of(row, record)]
    return x !== null && y !== null && x > y
  },
})
const literal = (value: number | string): Meant => ({ expr: value, of: () => value })
const is = (a: Meant, value: string): Meant => ({
  expr: { '==': [a.expr, value] },
  of: (row, record) => a.of(row, record) === value,
})

const month = (value: Value): Value => (typeof value === 'string' ? `${value.slice(0, 7)}-01` : null)
const quarter = (value: Value): Value => {
  if (typeof value !== 'string') return null
  const first = Math.floor((Number(value.slice(5, 7)) - 1) / 3) * 3 + 1
  return `${value.slice(0, 4)}-${String(first).padStart(2, '0')}-01`
}

const dimension = (key: string, meant: Meant, rest: object = {}): Dimension => ({ key, ...meant, more: rest })

const bands = [{ key: 'small', below: 2 }, { key: 'three', in: [3] }, { key: 'rest' }]
const banded = (value: Value): Value =>
  typeof value !== 'number' ? null : value < 2 ? 'small' : value === 3 ? 'three' : 'rest'

const spans = [
  { key: 'before', days: { until: '2025-01-01' } },
  { key: 'first', days: { from: '2025-01-01', until: '2025-07-01' } },
  { key: 'autumn', days: { from: '2025-09-01', until: '2025-10-12' } },
  { key: 'second', days: { from: '2025-07-01', until: '2026-01-01' } },
  { key: 'after' },
]
const spanned = (value: Value): Value => {
  if (typeof value !== 'string') return null
  if (value < '2025-01-01') return 'before'
  if (value < '2025-07-01') return 'first'
  if (value >= '2025-09-01' && value < '2025-10-12') return 'autumn'
  return value < '2026-01-01' ? 'second' : 'after'
}

type Source = {
  readonly entity: string
  readonly dimensions: readonly Dimension[]
  readonly own: readonly Meant[]
  readonly branches: readonly {
    readonly branch: Branch
    readonly values: readonly Meant[]
    readonly per: Meant
  }[]
  readonly filters: readonly Meant[]
}

const many =
  (...names: readonly string[]) =>
  (record: Row): readonly Row[] =>
    names.reduce<readonly Row[]>((rows, name) => rows.flatMap((row) => row.many[name] ?? []), [record])

const branch = (
  key: string,
  rest: ReportJoinDocument | object,
  rows: Branch['rows'],
  shared = false,
): Branch => ({
  key,
  more: rest,
  rows,
  shared,
})
const where = (one: Branch, meant: Meant): Branch => ({
  ...one,
  more: { ...one.more, where: meant.expr },
  where: meant,
})

const paid = times(field('qty'), field('price'))
const itemValues = [paid, field('qty'), field('price')]

const account: Source = {
  entity: 'account',
  dimensions: [
    dimension('t', field('trade')),
    dimension('s', field('size')),
    dimension('b', { ...field('size'), of: (row) => banded(row.values['size'] ?? null) }, { groups: bands }),
  ],
  own: [field('size')],
  branches: [
    {
      branch: branch('deals', { path: 'deal_by_customer' }, many('deal_by_customer')),
      values: [field('amount')],
      per: field('stage'),
    },
    {
      branch: branch('partner', { path: 'deal_by_partner' }, many('deal_by_partner')),
      values: [field('amount')],
      per: field('stage'),
    },
    {
      branch: branch('visits', { path: 'visit_by_account' }, many('visit_by_account')),
      values: [field('minutes')],
      per: field('day'),
    },
    {
      branch: where(
        branch('long', { path: 'visit_by_account' }, many('visit_by_account')),
        more(field('minutes'), times(onRecord('size'), literal(20))),
      ),
      values: [field('minutes'), times(field('minutes'), onRecord('size'))],
      per: field('day'),
    },
    {
      branch: branch('lines', { path: 'deal_by_customer.items' }, many('deal_by_customer', 'items')),
      values: itemValues,
      per: field('product'),
    },
    {
      branch: branch(
        'plan',
        {
          entity: 'quota',
          on: [
            { own: { var: 'trade' }, other: { var: 'trade' } },
            { own: { var: 'size' }, other: { var: 'size' } },
          ],
        },
        (record, trade) =>
          (trade['quota'] ?? []).filter(
            ({ values }) =>
              values['trade'] === record.values['trade'] && values['size'] === record.values['size'],
          ),
        true,
      ),
      values: [field('target')],
      per: field('trade'),
    },
  ],
  filters: [more(field('size'), literal(0)), is(field('trade'), 'food')],
}

const deal: Source = {
  entity: 'deal',
  dimensions: [
    dimension('g', field('stage')),
    dimension(
      'm',
      { ...field('closed'), of: (row) => month(row.values['closed'] ?? null) },
      { bucket: 'month' },
    ),
    dimension(
      'q',
      { ...field('closed'), of: (row) => quarter(row.values['closed'] ?? null) },
      { bucket: 'quarter' },
    ),
    dimension(
      'h',
      { ...field('closed'), of: (row) => spanned(row.values['closed'] ?? null) },
      { groups: spans },
    ),
    dimension('t', through('customer', 'trade')),
    dimension('c', field('customer')),
  ],
  own: [field('amount')],
  branches: [
    { branch: branch('items', { path: 'items' }, many('items')), values: itemValues, per: field('product') },
    {
      branch: branch('visits', { path: 'visit_by_deal' }, many('visit_by_deal')),
      values: [field('minutes')],
      per: field('day'),
    },
    {
      branch: where(
        branch('late', { path: 'visit_by_deal' }, many('visit_by_deal')),
        more(field('day'), onRecord('closed')),
      ),
      values: [field('minutes')],
      per: field('day'),
    },
    {
      branch: branch(
        'near',
        { path: 'customer.visit_by_account' },
        (record) => record.links['customer']?.many['visit_by_account'] ?? [],
        true,
      ),
      values: [field('minutes')],
      per: field('day'),
    },
  ],
  filters: [more(field('amount'), literal(50)), is(field('stage'), 'won')],
}

const aggs = ['sum', 'avg', 'min', 'max', 'count', 'countDistinct', 'median', 'p90', 'stddev'] as const
type Agg = (typeof aggs)[number]

function measureOf(source: Source, key: string, dims: readonly Dimension[]): fc.Arbitrary<Measure> {
  const at = fc.record({
    over: fc.option(fc.constantFrom(...source.branches), { nil: undefined, freq: 3 }),
    agg: fc.constantFrom<Agg>(...aggs),
    bare: fc.boolean(),
    which: fc.nat(5),
    filter: fc.option(fc.nat(5), { nil: undefined }),
    finer: fc.nat(4),
    coarser: fc.nat(5),
  })
  return at.map(({ over, agg, bare, which, filter, finer, coarser }): Measure => {
    const values = over?.values ?? source.own
    const value = bare && agg === 'count' ? undefined : values[which % values.length]
    const test = filter === undefined || value === undefined ? undefined : more(value, literal(filter * 10))
    const per =
      finer === 0 && over?.branch.shared !== true
        ? [over?.per ?? source.own[0]].flatMap((one) => one ?? [])
        : undefined
    const grain =
      coarser === 0 && dims.length > 0 ? dims.slice(0, which % dims.length).map((one) => one.key) : undefined
    const outer = per !== undefined && agg === 'count' ? 'max' : agg
    const document = {
      key,
      agg: outer,
      ...(value && { expr: value.expr }),
      ...(test && { filter: test.expr }),
      ...(over && { over: over.branch.key }),
      ...(per && { per: per.map((one) => one.expr), each: value === undefined ? 'count' : 'sum' }),
      ...(grain && { grain }),
    } as MeasureDocument
    return {
      document,
      ...(over && { over: over.branch }),
      ...(value && { value }),
      ...(test && { filter: test }),
      ...(per && { per }),
    }
  })
}

/** One year later, as the calendar has it. */
function yearLater(row: Row): Row {
  const closed = row.values['closed']
  if (typeof closed !== 'string') return row
  const year = Number(closed.slice(0, 4)) + 1
  const last = closed.slice(5) === '02-29' ? '02-28' : closed.slice(5)
  return { ...row, real: row, values: { ...row.values, closed: `${year}-${last}` } }
}

type Extras = {
  readonly batch: number
  readonly filter: Meant | undefined
  readonly presence: { readonly branch: Branch; readonly type: 'exists' | 'absent' } | undefined
  readonly compare: boolean
}

function definitionOf(
  source: Source,
  parts: { readonly dims: readonly Dimension[]; readonly measures: readonly Measure[] },
  extras: Extras,
): Definition {
  const { batch, filter, presence } = extras
  const { dims, measures } = parts
  const compare = extras.compare && source.entity === 'deal'
  const [from, to] = ['2025-01-01', '2025-11-15']
  const conditions: unknown[] = [{ '==': [{ var: 'batch' }, batch] }]
  if (filter) conditions.push(filter.expr)
  if (compare) conditions.push({ dateIn: [{ var: 'closed' }, from, to] })
  const joins = source.branches.map(({ branch: { key, more: rest } }) => ({ key, ...rest }))
  const shown = presence && { ...presence.branch.more, key: 'presence', type: presence.type }
  const [first] = measures
  const shift = { key: 'ago', window: 'shift', of: first?.document.key, by: '1 year', on: { var: 'closed' } }
  const report = {
    key: 'random',
    label: 'random',
    source: { entity: source.entity },
    joins: shown ? [...joins, shown] : joins,
    filter: { and: conditions },
    dimensions: dims.map(({ key, expr, more: rest }) => ({ key, expr, ...rest }) as DimensionDocument),
    measures: [...measures.map((one) => one.document), ...(compare ? [shift as MeasureDocument] : [])],
    layout: {
      kind: 'matrix',
      rows: dims.slice(0, 1).map((one) => one.key),
      columns: dims.slice(1).map((one) => one.key),
    },
  } as unknown as ReportDocument
  return {
    [fc.toStringMethod]: () => JSON.stringify(report),
    report,
    source: source.entity,
    dimensions: dims,
    measures,
    ...(compare ? { later: yearLater } : {}),
    keeps: (row, trade) => {
      const closed = row.values['closed']
      if (row.values['batch'] !== batch || (filter && filter.of(row, row) !== true)) return false
      if (compare && !(typeof closed === 'string' && closed >= from && closed < to)) return false
      if (presence === undefined) return true
      const { branch: side } = presence
      const real = row.real ?? row
      const found = side
        .rows(real, trade)
        .some((one) => side.where === undefined || side.where.of(one, real) === true)
      return found === (presence.type === 'exists')
    },
  }
}

/** Any report over the trade that the engine can say. */
export function definitions(batches: number): fc.Arbitrary<Definition> {
  return fc.constantFrom(account, deal).chain((source) =>
    fc
      .uniqueArray(fc.constantFrom(...source.dimensions), { maxLength: 2, selector: (one) => one.key })
      .chain((dims) =>
        fc
          .record({
            measures: fc.tuple(...['x', 'y', 'z'].map((key) => measureOf(source, key, dims))),
            count: fc.integer({ min: 1, max: 3 }),
            batch: fc.nat(batches - 1),
            filter: fc.option(fc.constantFrom(...source.filters), { nil: undefined, freq: 1 }),
            presence: fc.option(
              fc.record({
                branch: fc.constantFrom(...source.branches.map((one) => one.branch)),
                type: fc.constantFrom('exists' as const, 'absent' as const),
              }),
              { nil: undefined, freq: 1 },
            ),
            compare: fc.boolean(),
          })
          .map(({ measures, count, ...extras }) =>
            definitionOf(source, { dims, measures: measures.slice(0, count) }, extras),
          ),
      ),
  )
}

/** Reports to lay others over, each of them with how many records a group has and half of that. */
export function bases(batches: number, count: number): readonly ReportDocument[] {
  const found = fc.sample(
    definitions(batches).filter((one) => one.later === undefined && one.dimensions.length > 0),
    { numRuns: count, seed: 31 },
  )
  return found.map(({ report }, at) => ({
    ...report,
    key: `base${at}`,
    measures: [
      ...(report.measures ?? []),
      { key: 'n', agg: 'count' },
      { key: 'half', calc: { '/': [{ var: 'n' }, 2] } },
    ],
  }))
}

type Column = 'x' | 'n' | 'half'

/** A report over another one: by its first dimension or as a whole, over some of its columns. */
export type Over = {
  readonly report: ReportDocument
  readonly by: string | undefined
  readonly agg: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'median'
  readonly of: Column
  /** Only rows whose `n` is more than this count. */
  readonly more: number | undefined
}

/** Any report over one of some others. */
export function overReports(inners: readonly ReportDocument[]): fc.Arbitrary<Over> {
  const parts = fc.record({
    inner: fc.constantFrom(...inners),
    grouped: fc.boolean(),
    agg: fc.constantFrom<Over['agg']>('sum', 'avg', 'min', 'max', 'count', 'median'),
    of: fc.constantFrom<Column>('x', 'n', 'half'),
    more: fc.option(fc.nat(3), { nil: undefined }),
  })
  return parts.map(({ inner, grouped, agg, of, more: least }): Over => {
    const [first] = inner.dimensions ?? []
    const by = grouped ? first?.key : undefined
    const report: ReportDocument = {
      key: 'over',
      label: 'over',
      source: { entity: inner.source.entity, report: inner.key },
      ...(least === undefined ? {} : { filter: { '>': [{ var: 'n' }, least] } }),
      dimensions: by === undefined ? [] : [{ key: 'd', expr: { var: by } }],
      measures: [
        { key: 'value', agg, expr: { var: of } },
        { key: 'rows', agg: 'count' },
        { key: 'records', agg: 'sum', expr: { var: 'n' } },
        { key: 'mean', calc: { '/': [{ var: 'records' }, { var: 'rows' }] } },
      ],
    }
    return { report, by, agg, of, more: least }
  })
}
