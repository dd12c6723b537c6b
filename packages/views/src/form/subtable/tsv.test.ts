import { expect, test } from 'vitest'
import { isBlock, readTsv } from './tsv.ts'

test('rows and cells of a spreadsheet, empty cells kept', () => {
  expect(readTsv('a\tb\r\n\t2\r\n')).toEqual([
    ['a', 'b'],
    ['', '2'],
  ])
  expect(readTsv('a\t')).toEqual([['a', '']])
  expect(readTsv('x')).toEqual([['x']])
})

test('a cell in quotes keeps its lines, tabs and quotes', () => {
  expect(readTsv('"两\n行"\t"说""好"""\n3')).toEqual([['两\n行', '说"好"'], ['3']])
})

test('quotes that belong to the text stay', () => {
  expect(readTsv('"12" 屏\tb')).toEqual([['"12" 屏', 'b']])
  expect(readTsv('"没有关上\tb')).toEqual([['"没有关上', 'b']])
})

test('one cell is no block', () => {
  expect(isBlock('一段\n')).toBe(false)
  expect(isBlock('a\tb')).toBe(true)
  expect(isBlock('a\nb')).toBe(true)
})
