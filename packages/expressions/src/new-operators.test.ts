import { describe, expect, it } from 'vitest'
import {
  check,
  type Expression,
  evaluate,
  info,
  type Json,
  language,
  makeScope,
  pathsOf,
  type Scope,
} from './index.ts'

const price: Scope = makeScope('price', [
  { key: 'product', label: 'Product', type: { kind: 'text' }, nullable: false },
  { key: 'amount', label: 'Amount', type: { kind: 'number' }, nullable: true },
  { key: 'valid_from', label: 'From', type: { kind: 'date' }, nullable: true },
])
const deal: Scope = {
  ...makeScope('deal', [
    { key: 'amount', label: 'Amount', type: { kind: 'number' }, nullable: true },
    { key: 'product', label: 'Product', type: { kind: 'text' }, nullable: true },
    { key: 'due', label: 'Due', type: { kind: 'date' }, nullable: true },
    { key: 'seen_at', label: 'Seen', type: { kind: 'datetime' }, nullable: true },
    { key: 'at', label: 'At', type: { kind: 'time' }, nullable: true },
  ]),
  entities: { find: (key) => (key === 'price' ? price : undefined), keys: () => ['price'] },
}
const now = '2026-03-31T03:00:00.000Z'
const value = (expression: Expression, row: { [key: string]: Json } = {}): Json =>
  evaluate(expression, { row, now }, deal)
const problems = (expression: Expression): readonly string[] => {
  const result = check(expression, deal)
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message.en}`)
}

describe('format', () => {
  it('writes numbers with groups, decimals and per cent', () => {
    expect(value({ format: [1234567.891, '#,##0.00'] })).toBe('1,234,567.89')
    expect(value({ format: [-0.004, '0.00'] })).toBe('0.00')
    expect(value({ format: [0.1255, '0.0%'] })).toBe('12.6%')
    expect(value({ format: [-5, '¥#,##0.##元'] })).toBe('-¥5元')
    expect(value({ format: [7, '0000'] })).toBe('0007')
  })

  it('writes dates and times in the zone of the workspace', () => {
    expect(value({ format: ['2026-03-05', 'YYYY年M月D日'] })).toBe('2026年3月5日')
    expect(
      value({ format: [{ var: 'seen_at' }, 'MM/DD HH:mm'] }, { seen_at: '2026-03-30T16:05:00.000Z' }),
    ).toBe('03/31 00:05')
    expect(value({ format: [{ var: 'at' }, 'H:mm'] }, { at: '09:30' })).toBe('9:30')
    expect(value({ format: [{ var: 'due' }, 'YYYY'] })).toBe(null)
  })

  it('refuses a format that does not suit the value', () => {
    expect(problems({ format: [{ var: 'amount' }, 'YYYY'] })).toHaveLength(1)
    expect(problems({ format: [{ var: 'due' }, '0.00'] })).toHaveLength(1)
    expect(problems({ format: [{ var: 'at' }, 'DD'] })).toHaveLength(1)
    expect(problems({ format: [{ var: 'due' }, 'yyyy-MM'] })[0]).toContain('not valid')
  })
})

describe('workdays', () => {
  it('counts by the calendar of the workspace, holidays and make-up days too', () => {
    // The spring festival of 2024: Friday 9 February was worked, so were the Sundays 4 and 18 February.
    const workdays = {
      week: [1, 2, 3, 4, 5],
      off: ['2024-02-12', '2024-02-13', '2024-02-14', '2024-02-15', '2024-02-16'],
      on: ['2024-02-04', '2024-02-18'],
    }
    const between = (from: string, to: string): Json =>
      evaluate({ workdays: [from, to] }, { row: {}, now, workdays })
    expect(between('2024-02-01', '2024-03-01')).toBe(18)
    expect(between('2024-02-10', '2024-02-18')).toBe(0)
    expect(between('2024-03-01', '2024-02-01')).toBe(-18)
    expect(value({ workdays: ['2026-03-27', '2026-03-31'] })).toBe(2)
  })
})

describe('texts for people', () => {
  it('spells Chinese letters and leaves the others', () => {
    expect(value({ pinyin: ['张三丰 & Co'] })).toBe('zhangsanfeng & co')
    expect(value({ pinyin: ['上海分公司', 'spaced'] })).toBe('shang hai fen gong si')
    expect(value({ pinyin: ['北京ABC 12号', 'initials'] })).toBe('bja12h')
  })

  it('masks the middle, and all of what is too short', () => {
    expect(value({ mask: ['13812345678', 3, 4] })).toBe('138****5678')
    expect(value({ mask: ['𠮷野家', 1] })).toBe('𠮷**')
    expect(value({ mask: ['abc', 3, 4] })).toBe('***')
  })

  it('adds the points of what holds', () => {
    const score = { score: [{ '>': [{ var: 'amount' }, 10] }, 20, { '==': [{ var: 'product' }, 'x'] }, 0.5] }
    expect(value(score, { amount: 11, product: 'x' })).toBe('20.5')
    expect(value(score)).toBe(0)
    expect(problems({ score: [true, 1, false] })).toHaveLength(1)
    expect(problems({ score: [1, true] })).toHaveLength(2)
  })

  it('are refused where the database has to work', () => {
    for (const expression of [
      { pinyin: ['张'] },
      { mask: ['a', 1] },
      { cnMoney: [1] },
      { score: [true, 1] },
    ]) {
      const depends = { '==': [{ '??': [expression, null] }, { '??': [expression, null] }] }
      expect(check(expression, deal, { sql: true }).ok).toBe(true)
      expect(info(depends, deal).backends).toContain('postgres')
    }
    for (const expression of [
      { '==': [{ pinyin: [{ var: 'product' }] }, 'a'] },
      { '==': [{ mask: [{ var: 'product' }, 1] }, 'a'] },
      { '==': [{ cnMoney: [{ var: 'amount' }] }, 'a'] },
      { '>': [{ score: [{ '>': [{ var: 'amount' }, 1] }, 1] }, 0] },
    ])
      expect(check(expression, deal, { sql: true })).toMatchObject({ ok: false })
  })
})

describe('lookup', () => {
  const expression = {
    lookup: ['price', { '==': [{ var: 'product' }, { var: 'record.product' }] }, 'amount', '-valid_from'],
  }

  it('asks for the first fitting record with the values of the record at hand filled in', () => {
    const asked: unknown[] = []
    const lookup = (request: unknown): Json => {
      asked.push(request)
      return '12.50'
    }
    const sum = { '*': [expression, 2] }
    expect(evaluate(sum, { row: { product: 'A' }, now, lookup }, deal)).toBe(25)
    expect(asked).toEqual([
      {
        entity: 'price',
        filter: { '==': [{ var: 'product' }, 'A'] },
        field: 'amount',
        order: { field: 'valid_from', descending: true },
      },
    ])
    expect(evaluate(sum, { row: { product: 'A' }, now }, deal)).toBe(null)
  })

  it('keeps dates, long decimals and the acting person what they are', () => {
    const filter = {
      and: [
        { '<=': [{ var: 'valid_from' }, { '??': [{ var: 'record.due' }, { today: [] }] }] },
        { '<': [{ var: 'amount' }, { var: 'record.amount' }] },
        { '!=': [{ var: 'product' }, { user: 'attr.region' }] },
      ],
    }
    let asked: Expression = null
    const user = { id: 'u', dept: null, deptTree: [], roles: [], subordinates: [], attr: { region: 'east' } }
    const lookup = (request: { readonly filter: Expression }): Json => {
      asked = request.filter
      return null
    }
    const row = { due: '2026-01-31', amount: '12345678901234567890.123456' }
    evaluate({ lookup: ['price', filter, 'amount'] }, { row, now, user, lookup }, deal)
    expect(check(asked, price, { expect: { kind: 'boolean' }, sql: true })).toMatchObject({ ok: true })
    const price1 = { valid_from: '2026-01-31', amount: '12345678901234567890.123455', product: 'x' }
    expect(evaluate(asked, { row: price1, now }, price)).toBe(true)
    expect(evaluate(asked, { row: { ...price1, amount: '12345678901234567890.123456' }, now }, price)).toBe(
      false,
    )
  })

  it('takes the first value there is where a choice is known', () => {
    const asked: Expression[] = []
    const lookup = (request: { readonly filter: Expression }): Json => {
      asked.push(request.filter)
      return null
    }
    const wanted = (value: Expression) => ({ '==': [{ var: 'product' }, value] })
    const either = { '??': [{ var: 'record.product' }, { user: 'attr.product' }, 'B'] }
    const user = { id: 'u', dept: null, deptTree: [], roles: [], subordinates: [], attr: { product: 'A' } }
    for (const given of [{ product: 'C' }, {}])
      evaluate({ lookup: ['price', wanted(either), 'amount'] }, { row: given, now, user, lookup }, deal)
    expect(asked).toEqual([wanted('C'), wanted('A')])
  })

  it('depends on the record’s own values and on the entity', () => {
    expect(info(expression, deal).deps).toMatchObject({
      paths: ['product'],
      fields: ['product'],
      lookups: [{ entity: 'price', paths: ['amount', 'product', 'valid_from'] }],
    })
    expect(pathsOf(expression)).toEqual(['product'])
  })

  it('names what is unknown, and can be forbidden', () => {
    const wrong = (given: readonly Json[]): readonly string[] => problems({ lookup: given })
    expect(wrong(['prise', true, 'amount'])[0]).toContain('did you mean "price"')
    expect(wrong(['price', true, 'amout'])[0]).toContain('/lookup/2 there is no "amout"')
    expect(wrong(['price', true, 'amount', '-valid'])[0]).toContain('/lookup/3')
    expect(wrong(['price', { '==': [{ var: 'amount' }, { var: 'record.due' }] }, 'amount'])).toHaveLength(1)
    expect(wrong(['price', 1, 'amount'])).toHaveLength(1)
    expect(check(expression, deal, { allow: { lookup: false } })).toMatchObject({ ok: false })
    expect(check(expression, price)).toMatchObject({ ok: false })
  })
})

describe('tally', () => {
  const filter = { '==': [{ var: 'product' }, { var: 'record.product' }] }
  const counted = { tally: ['price', filter, 'count'] }
  const highest = { tally: ['price', filter, 'max', 'amount'] }

  it('asks for a figure over all that fit', () => {
    const asked: unknown[] = []
    const lookup = (request: unknown): Json => {
      asked.push(request)
      return 3
    }
    expect(evaluate({ '+': [counted, highest] }, { row: { product: 'A' }, now, lookup }, deal)).toBe(6)
    const bound = { '==': [{ var: 'product' }, 'A'] }
    expect(asked).toEqual([
      { entity: 'price', filter: bound, field: 'id', figure: 'count' },
      { entity: 'price', filter: bound, field: 'amount', figure: 'max' },
    ])
    expect(pathsOf(highest)).toEqual(['product'])
  })

  it('names what is unknown or can’t be summed', () => {
    const wrong = (given: readonly Json[]): readonly string[] => problems({ tally: given })
    expect(wrong(['price', filter, 'most', 'amount'])[0]).toContain('/tally/2')
    expect(wrong(['price', filter, 'sum', 'product'])[0]).toContain('/tally/3')
    expect(wrong(['price', filter, 'sum'])).toHaveLength(1)
    expect(wrong(['price', filter, 'count'])).toEqual([])
  })
})

describe('the rows of a report', () => {
  const rows = [10, null, 30, 30].map((amount) => ({ row: { amount } }))
  const at = (expression: Expression): readonly Json[] =>
    rows.map((here, index) =>
      evaluate(
        expression,
        { ...here, now, window: { all: rows, series: rows, at: { all: index, series: index } } },
        deal,
      ),
    )
  const amount = { var: 'amount' }

  it('are worked through once, however many there are', () => {
    let read = 0
    const many = Array.from({ length: 3_000 }, (_, index) => ({
      row: {
        get amount() {
          read += 1
          return index
        },
      },
    }))
    const asked = ['percentOfTotal', 'rank', 'running', 'shift'].map((name) => ({
      [`window.${name}`]: [amount],
    }))
    for (const expression of [...asked, { 'window.moving': [amount, 1000] }])
      for (const [index, here] of many.entries())
        evaluate(
          expression,
          { ...here, now, window: { all: many, series: many, at: { all: index, series: index } } },
          deal,
        )
    expect(read).toBe(5 * many.length)
  })

  it('are looked at by share, place, running sum, earlier rows and moving average', () => {
    expect(at({ 'window.percentOfTotal': [amount] })).toEqual([
      '0.14285714285714285714',
      null,
      '0.42857142857142857143',
      '0.42857142857142857143',
    ])
    expect(at({ 'window.rank': [amount] })).toEqual([3, null, 1, 1])
    expect(at({ 'window.running': [amount] })).toEqual([10, 10, 40, 70])
    expect(at({ 'window.shift': [amount] })).toEqual([null, 10, null, 30])
    expect(at({ 'window.moving': [amount, 3] })).toEqual([10, 10, 20, 30])
    expect(at({ '-': [amount, { 'window.shift': [amount, 2] }] })).toEqual([null, null, 20, null])
  })

  it('are there only where a report is', () => {
    expect(problems({ 'window.rank': [amount] })[0]).toContain('report')
    expect(check({ 'window.rank': [amount] }, deal, { allow: { window: true } })).toMatchObject({
      ok: true,
      info: { deps: { window: true } },
    })
    expect(value({ 'window.rank': [amount] })).toBe(null)
  })
})

describe('renaming', () => {
  it('reaches the names inside a lookup and around a report', () => {
    const rename = (_scope: Scope, key: string): string | undefined =>
      ({ product: 'item', amount: 'sum' })[key]
    const before = {
      lookup: ['price', { '==': [{ var: 'product' }, { var: 'record.product' }] }, 'amount', '-amount'],
    }
    expect(language.rename(before, deal, rename)).toEqual({
      lookup: ['price', { '==': [{ var: 'item' }, { var: 'record.item' }] }, 'sum', '-sum'],
    })
    expect(language.rename({ 'window.rank': [{ var: 'amount' }] }, deal, rename)).toEqual({
      'window.rank': [{ var: 'sum' }],
    })
  })
})
