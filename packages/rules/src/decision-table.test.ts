import { type Json, language } from '@mortise/expressions'
import type { DecisionTableDocument } from '@mortise/schema'
import { expect, it } from 'vitest'
import { evaluateTable } from './decision-table.ts'

const table = (more: Partial<DecisionTableDocument> = {}): DecisionTableDocument => ({
  key: 'discount',
  label: 'Discount',
  hitPolicy: 'first',
  inputs: [
    { key: 'level', expr: { var: 'level' } },
    { key: 'size', expr: { '*': [{ var: 'qty' }, 2] } },
  ],
  outputs: [{ key: 'rate', type: 'number' }],
  rows: [
    { when: ['A', { '>=': [{ var: 'size' }, 10] }], then: [15] },
    { when: [['A', 'B'], null], then: [10] },
    { when: [null, null], then: [0] },
  ],
  ...more,
})
const ask = (document: DecisionTableDocument, row: { readonly [field: string]: Json }) =>
  evaluateTable(document, (expression, names) =>
    language.evaluate(expression, { row: { ...row, ...names }, now: '2026-03-02T01:00:00.000Z' }),
  )

it('first: the first row that holds', () => {
  expect(ask(table(), { level: 'A', qty: 5 })).toEqual({ outputs: { rate: 15 }, rows: [0, 1, 2] })
  expect(ask(table(), { level: 'A', qty: 1 }).outputs).toEqual({ rate: 10 })
  expect(ask(table(), { level: 'C', qty: 9 }).outputs).toEqual({ rate: 0 })
})

it('unique and any refuse rows that disagree, naming them', () => {
  expect(() => ask(table({ hitPolicy: 'unique' }), { level: 'B', qty: 1 })).toThrow(/TABLE_NOT_UNIQUE.*2, 3/)
  expect(() => ask(table({ hitPolicy: 'any' }), { level: 'B', qty: 1 })).toThrow(/TABLE_NOT_SAME/)
})

it('collect: lists, or an exact sum', () => {
  expect(ask(table({ hitPolicy: 'collect' }), { level: 'A', qty: 5 }).outputs).toEqual({ rate: [15, 10, 0] })
  const rows = [
    { when: [], then: ['0.1'] },
    { when: [], then: ['0.2'] },
  ]
  expect(ask(table({ hitPolicy: 'collect', aggregate: 'sum', rows }), {}).outputs).toEqual({ rate: '0.3' })
})
