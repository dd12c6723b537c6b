import type { DecisionTableDocument } from '@mortise/schema'
import { expect, test } from 'vitest'
import { addInput, addRow, cellAt, moveRow, removeColumn, setCell } from './commands.ts'

const table: DecisionTableDocument = {
  key: 'discount',
  label: '折扣',
  entity: 'deal',
  hitPolicy: 'unique',
  inputs: [{ key: 'level', expr: { var: 'level' } }],
  outputs: [{ key: 'rate', type: 'number' }],
  rows: [
    { when: ['a'], then: [10] },
    { when: ['b'], then: [5] },
  ],
}

test('columns come and go with their cells', () => {
  const wide = addInput(table, { key: 'size', expr: { var: 'size' } })
  expect(wide.rows[0]).toEqual({ when: ['a', null], then: [10] })
  expect(removeColumn(wide, { side: 'when', at: 1 })).toEqual(table)
})

test('a cell below the last row makes the rows up to it', () => {
  const longer = setCell(table, 3, { side: 'then', at: 0, value: 1 })
  expect(longer.rows).toHaveLength(4)
  expect(longer.rows[2]).toEqual({ when: [null], then: [null] })
  expect(cellAt(longer, 3, { side: 'then', at: 0 })).toBe(1)
})

test('rows are put in and moved', () => {
  const three = addRow(table, 1)
  expect(three.rows.map(({ when }) => when[0])).toEqual(['a', null, 'b'])
  expect(moveRow(three, 2, 0).rows.map(({ when }) => when[0])).toEqual(['b', 'a', null])
})
