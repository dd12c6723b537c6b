import { describe, expect, it } from 'vitest'
import { type Expression, makeScope } from '../index.ts'
import { rawSql, renderSql, toSql } from './index.ts'

const scope = makeScope('deal', [
  { key: 'day', label: 'day', type: { kind: 'date' }, nullable: true },
  { key: 'at', label: 'at', type: { kind: 'datetime' }, nullable: true },
])

function text(expression: Expression): string {
  const made = toSql(expression, scope, {
    now: '2026-03-05T02:00:00.000Z',
    timeZone: 'Asia/Shanghai',
    as: 'condition',
    sql: {
      column: ([name = '']) => rawSql(`t.${name}`),
      relation: () => {
        throw new Error('no relations here')
      },
    },
  })
  const { text: written, values } = renderSql(made)
  return values.reduce<string>((all, value, at) => all.replace(`$${at + 1}`, JSON.stringify(value)), written)
}

const aYearLater = (name: string): Expression => ({ dateAdd: [{ var: name }, 1, 'year'] })

describe('a date of an earlier time, held against a known range', () => {
  it('stands alone, so that an index on it can serve', () => {
    for (const condition of [
      { dateIn: [aYearLater('day'), 'thisMonth'] },
      { dateIn: [aYearLater('at'), 'thisMonth'] },
      { dateIn: [aYearLater('at'), '2026-01-01', '2026-04-01'] },
      { '>=': [aYearLater('day'), '2026-01-01'] },
    ] as const) {
      expect(text(condition)).not.toContain('make_interval')
      expect(text(condition)).toMatch(/t\.(?:day|at) >= /)
    }
    expect(text({ dateIn: [aYearLater('day'), 'thisMonth'] })).toContain('2025-03-01')
    expect(text({ dateIn: [aYearLater('at'), 'thisMonth'] })).toContain('2025-02-28T16:00:00')
  })

  it('begins a day later where the day of the bound does not come up', () => {
    // A year after 28 February 2023 is 28 February 2024: not on or after the 29th.
    expect(text({ '>=': [aYearLater('day'), '2024-02-29'] })).toContain('2023-03-01')
    expect(text({ '>=': [{ dateAdd: [{ var: 'day' }, 1, 'month'] }, '2026-03-31'] })).toContain('2026-03-01')
    expect(text({ '<=': [{ dateAdd: [{ var: 'day' }, 1, 'month'] }, '2026-02-28'] })).toContain('2026-02-01')
  })
})
