import type { ViewDocument } from '@mortise/schema'
import { expect, test } from 'vitest'
import { fieldsOn, moveField, putField, takeField, turnSort } from './commands.ts'

const view: ViewDocument = {
  key: 'all',
  label: 'All',
  entity: 'task',
  type: 'table',
  columns: ['title', 'due', 'state'],
  widths: { due: 160 },
  groupBy: 'state',
}

test('a field lands where it was dropped, wherever it came from', () => {
  expect(putField(view, 'owner', { shelf: 'columns', index: 1 }).columns).toEqual([
    'title',
    'owner',
    'due',
    'state',
  ])
  expect(putField(view, 'title', { shelf: 'columns', index: 3 }).columns).toEqual(['due', 'state', 'title'])
  expect(putField(view, 'state', { shelf: 'columns', index: 0 }).columns).toEqual(['state', 'title', 'due'])
  expect(putField(view, 'due', { shelf: 'columns', index: 2 })).toBe(view)
})

test('a place for one field gives up what it held; what is dragged from it leaves it empty', () => {
  expect(putField(view, 'owner', { shelf: 'groupBy', index: 0 }).groupBy).toBe('owner')
  const moved = moveField(view, 'state', { from: 'groupBy', to: { shelf: 'colorField', index: 0 } })
  expect([moved.groupBy, moved.colorField]).toEqual([undefined, 'state'])
  expect('groupBy' in moved).toBe(false)
})

test('a column that goes takes its width along; the last one leaves no empty list', () => {
  expect(takeField(view, 'due', 'columns')).not.toHaveProperty('widths')
  const none = fieldsOn(view, 'columns').reduce((made, key) => takeField(made, key, 'columns'), view)
  expect(none).not.toHaveProperty('columns')
})

test('the order keeps its directions when its fields change places', () => {
  const sorted = turnSort(
    putField(putField(view, 'due', { shelf: 'sort', index: 0 }), 'title', { shelf: 'sort', index: 1 }),
    'due',
  )
  expect(putField(sorted, 'title', { shelf: 'sort', index: 0 }).sort).toEqual([
    { field: 'title', dir: 'asc' },
    { field: 'due', dir: 'desc' },
  ])
})
