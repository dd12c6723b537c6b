import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CellKind, readCell, readResult, readSheet, showCell } from './cell-text.ts'

const numbers: CellKind = { key: 'size', type: 'number', yes: '是', no: '否' }
const choices: CellKind = {
  key: 'level',
  type: 'text',
  choices: [
    { value: 'a', label: '重点' },
    { value: 'b', label: '普通（新）' },
  ],
  yes: '是',
  no: '否',
}
const size = { var: 'size' }

describe('a cell as people write it', () => {
  test.each([
    ['', null],
    ['-', null],
    ['任意', null],
    ['12', 12],
    ['1.5万', 15_000],
    ['30%', 0.3],
    ['>= 10', { '>=': [size, 10] }],
    ['≥10', { '>=': [size, 10] }],
    ['小于 5', { '<': [size, 5] }],
    ['＞１００', { '>': [size, 100] }],
    ['10..20', { and: [{ '>=': [size, 10] }, { '<=': [size, 20] }] }],
    ['10～20', { and: [{ '>=': [size, 10] }, { '<=': [size, 20] }] }],
    ['10-20', { and: [{ '>=': [size, 10] }, { '<=': [size, 20] }] }],
    ['[10..20)', { and: [{ '>=': [size, 10] }, { '<': [size, 20] }] }],
    ['1、2、3', [1, 2, 3]],
  ])('%s', (written, value) => {
    expect(readCell(written, numbers)).toEqual({ ok: true, value })
  })

  test('choices by their names, alone and several', () => {
    expect(readCell('重点', choices)).toEqual({ ok: true, value: 'a' })
    expect(readCell('普通（新）', choices)).toEqual({ ok: true, value: 'b' })
    expect(readCell('重点，普通（新）', choices)).toEqual({ ok: true, value: ['a', 'b'] })
    expect(showCell(['a', 'b'], choices)).toBe('重点, 普通（新）')
  })

  test('what fits no number is told', () => {
    expect(readCell('很多', numbers)).toEqual({ ok: false })
    expect(readCell('= size >', numbers)).toEqual({ ok: false })
    expect(readResult('= size * 2', numbers).ok).toBe(true)
  })
})

test('what a cell shows is read as the same again', () => {
  const value = fc.integer({ min: -1000, max: 1000 })
  const cell = fc.oneof(
    fc.constant(null),
    value,
    fc.constantFrom('>', '>=', '<', '<=', '!=').chain((one) => value.map((n) => ({ [one]: [size, n] }))),
    fc
      .tuple(value, value, fc.constantFrom('>', '>='), fc.constantFrom('<', '<='))
      .map(([a, b, from, to]) => ({ and: [{ [from]: [size, a] }, { [to]: [size, b] }] })),
    fc.uniqueArray(value, { minLength: 2, maxLength: 4 }),
  )
  fc.assert(
    fc.property(cell, (one) => {
      expect(readCell(showCell(one as never, numbers), numbers)).toEqual({ ok: true, value: one })
    }),
  )
})

test('cells out of a spreadsheet', () => {
  expect(readSheet('a\tb\r\n"x\ty"\t"say ""so"""\n')).toEqual([
    ['a', 'b'],
    ['x\ty', 'say "so"'],
  ])
})
