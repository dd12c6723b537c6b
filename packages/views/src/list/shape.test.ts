import { expect, test } from 'vitest'
import { tsv } from './cell-text.ts'
import { bucketText } from './group-text.ts'
import { groupFilter } from './items.ts'
import { isBare, isChanged, savedPart, searchOf } from './saved-search.ts'
import { nextSort } from './search.ts'
import { moved, readGroups, readShape, resized, toggled, writeGroups, writeShape } from './shape.ts'

const text = 'name:240,stage|amount:120,owner'

test('a layout comes back out of an address as it went in, and nonsense gives none', () => {
  const shape = readShape(text)
  expect(shape?.frozen).toBe(2)
  expect(shape === undefined ? '' : writeShape(shape)).toBe(text)
  expect(readShape('')).toBeUndefined()
  expect(readShape('<script>,../..')).toBeUndefined()
  expect(readShape('name:9999999')?.columns).toEqual([{ key: 'name', width: 640 }])
  expect(readShape('a,b,a|b,c')?.columns.map(({ key }) => key)).toEqual(['a', 'b', 'c'])
})

test('columns are moved, made wider, taken out and put back', () => {
  const shape = readShape(text)
  if (shape === undefined) throw new Error('no shape')
  expect(writeShape(moved(shape, 'owner', 'stage'))).toBe('name:240,owner|stage,amount:120')
  expect(writeShape(moved(shape, 'name', 'amount'))).toBe('stage,amount:120|name:240,owner')
  expect(moved(shape, 'gone', 'amount')).toBe(shape)
  expect(writeShape(resized(shape, 'stage', 3))).toBe('name:240,stage:64|amount:120,owner')
  expect(writeShape(toggled(shape, 'stage'))).toBe('name:240|amount:120,owner')
  expect(writeShape(toggled(shape, 'source'))).toBe(`${text},source`)
})

test('groups go two levels deep; months are taken by their first day', () => {
  expect(readGroups('stage,close_date:month,owner')).toEqual([
    { field: 'stage' },
    { field: 'close_date', bucket: 'month' },
  ])
  expect(writeGroups(readGroups('close_date:month'))).toBe('close_date:month')
  expect(readGroups('close_date:century')).toEqual([{ field: 'close_date' }])
  expect(groupFilter({ field: 'd', bucket: 'month' }, '2026-03-01')).toEqual({
    '==': [{ dateTrunc: [{ var: 'd' }, 'month'] }, '2026-03-01'],
  })
  expect(groupFilter({ field: 'd', bucket: 'month' }, null)).toEqual({ '==': [{ var: 'd' }, null] })
  expect(bucketText('2026-04-01', 'quarter', 'zh')).toBe('2026 年第 2 季度')
})

test('a click sorts up, down and not at all; with shift the other keys stay', () => {
  const up = nextSort([], 'a', false)
  expect(up).toEqual([{ field: 'a', dir: 'asc' }])
  const down = nextSort(up, 'a', false)
  expect(down).toEqual([{ field: 'a', dir: 'desc' }])
  expect(nextSort(down, 'a', false)).toEqual([])
  expect(nextSort(down, 'b', true)).toEqual([...down, { field: 'b', dir: 'asc' }])
  expect(nextSort([...down, { field: 'b', dir: 'desc' }], 'b', true)).toEqual(down)
})

test('a saved view keeps what shows, and tells when something else is shown', () => {
  const search = { view: 'all', sort: '-amount', group: 'stage', open: 'x', saved: 'v' }
  const json = savedPart(search)
  expect(json).toEqual({ view: 'all', sort: '-amount', group: 'stage' })
  const saved = { id: 'v', name: 'n', json, shared: 'me', default: false, mine: true } as const
  expect(searchOf(saved)).toMatchObject({ saved: 'v', sort: '-amount', filter: undefined })
  expect(isChanged(search, saved)).toBe(false)
  expect(isChanged({ ...search, group: undefined }, saved)).toBe(true)
  expect(isChanged({ view: 'all' }, undefined)).toBe(false)
  expect(isBare({})).toBe(true)
  expect(isBare({ open: 'x' })).toBe(false)
})

test('cells go into the clipboard so that other tables take them apart again', () => {
  expect(
    tsv([
      ['a', 'b\tc'],
      ['"', 'd\ne'],
    ]),
  ).toBe('a\t"b\tc"\n""""\t"d\ne"')
})
