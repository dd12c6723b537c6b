import type { DashboardDocument, WidgetDocument } from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import { phoneOrder } from '@mortise/reports'
import { addTab, movePhone, moveToTab, removeTab, tilesOn, withTiles } from './tabs.ts'

const tile = (id: string, y: number, more: Partial<WidgetDocument> = {}): WidgetDocument => ({
  id,
  x: 0,
  y,
  w: 6,
  h: 4,
  ...more,
})
const board: DashboardDocument = { key: 'b', label: 'b', widgets: [tile('a', 0), tile('b', 4)] }
const label = (place: number): string => `页签 ${place}`
const ids = (tiles: readonly WidgetDocument[]): readonly string[] => tiles.map(({ id }) => id)

describe('tabs of a dashboard', () => {
  it('begin with one for what stands there and an empty one', () => {
    const { board: made, id } = addTab(board, label)
    expect(made.tabs).toEqual([
      { id: 't1', label: '页签 1' },
      { id: 't2', label: '页签 2' },
    ])
    expect([ids(tilesOn(made, 't1')), ids(tilesOn(made, id))]).toEqual([['a', 'b'], []])
  })

  it('hand their tiles on when they are taken away, and leave a plain page when only one is left', () => {
    const { board: two } = addTab(board, label)
    const moved = moveToTab(two, 'b', 't2')
    expect([ids(tilesOn(moved, 't1')), ids(tilesOn(moved, 't2'))]).toEqual([['a'], ['b']])
    for (const gone of ['t1', 't2']) {
      const plain = removeTab(moved, gone)
      expect(plain.tabs).toBeUndefined()
      expect(ids(plain.widgets)).toEqual(['a', 'b'])
      expect(plain.widgets.every(({ tab }) => tab === undefined)).toBe(true)
      expect(new Set(plain.widgets.map(({ y }) => y)).size).toBe(2)
    }
    const { board: three } = addTab(moved, label)
    expect(ids(tilesOn(removeTab(three, 't1'), 't2')).toSorted()).toEqual(['a', 'b'])
  })

  it('take over tiles of one without touching those of the others', () => {
    const two = moveToTab(addTab(board, label).board, 'b', 't2')
    const next = withTiles(two, [tile('a', 9, { tab: 't1' }), tile('c', 0, { tab: 't1' })])
    expect(next.widgets.map(({ id, y }) => [id, y])).toEqual([
      ['a', 9],
      ['b', 0],
      ['c', 0],
    ])
  })
})

describe('the order on a phone', () => {
  it('is changed one place at a time', () => {
    const up = movePhone(board, 'b', { tab: undefined, by: -1 })
    expect(ids(phoneOrder(up.widgets))).toEqual(['b', 'a'])
    expect(movePhone(up, 'b', { tab: undefined, by: -1 })).toBe(up)
  })
})
