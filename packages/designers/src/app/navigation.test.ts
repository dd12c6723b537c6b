import type { NavigationItem } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { insertItem, itemAt, moveItem, patchItem, removeItem, stepItem, walkItems } from './navigation.ts'

const nav: readonly NavigationItem[] = [
  { entity: 'task' },
  { label: '客户', items: [{ entity: 'lead' }, { entity: 'account' }] },
  { dashboard: 'sales' },
]
const shape = (items: readonly NavigationItem[]): string =>
  items
    .map((item) => (item.items === undefined ? nameOf(item) : `${nameOf(item)}(${shape(item.items)})`))
    .join(' ')
const nameOf = ({ entity, dashboard, label }: NavigationItem): string =>
  entity ?? dashboard ?? String(label ?? '')

describe('the navigation of an app', () => {
  it('takes a place into a group, and out of it', () => {
    const into = moveItem(nav, '/0', { list: '/1', index: 1 })
    expect(shape(into.value)).toBe('客户(lead task account) sales')
    expect(into.pointer).toBe('/0/1')
    expect(shape(moveItem(into.value, into.pointer, { list: '', index: 2 }).value)).toBe(
      '客户(lead account) sales task',
    )
  })

  it('never puts a group into a group', () => {
    const group = { label: 'x', items: [] }
    expect(insertItem(nav, group, { list: '/1', index: 0 })).toBe(nav)
    expect(moveItem([...nav, group], '/3', { list: '/1', index: 0 }).pointer).toBe('/3')
  })

  it('steps through groups by the keyboard and back again', () => {
    let at = { value: nav, pointer: '/0' }
    const seen = []
    for (let n = 0; n < 6; n += 1) {
      at = stepItem(at.value, at.pointer, 1)
      seen.push(shape(at.value))
    }
    expect(seen.slice(0, 4)).toEqual([
      '客户(task lead account) sales',
      '客户(lead task account) sales',
      '客户(lead account task) sales',
      '客户(lead account) task sales',
    ])
    for (let n = 0; n < 6; n += 1) at = stepItem(at.value, at.pointer, -1)
    expect(shape(at.value)).toBe(shape(nav))
  })

  it('keeps every place through any moves', () => {
    const spot = fc.record({ from: fc.nat(4), list: fc.constantFrom('', '/0', '/1', '/2'), index: fc.nat(3) })
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 12 }), (moves) => {
        let items = nav
        for (const { from, list, index } of moves) {
          const pointer = walkItems(items)[from]?.pointer ?? '/0'
          const isGroup = list === '' || itemAt(items, list)?.items !== undefined
          if (isGroup) items = moveItem(items, pointer, { list, index }).value
        }
        const names = walkItems(items).map(({ item }) => nameOf(item))
        expect(names.toSorted()).toEqual(['account', 'lead', 'sales', 'task', '客户'])
      }),
    )
  })

  it('drops what is taken away from an item', () => {
    const named = patchItem(nav, '/1/0', { label: '线索', roles: ['sales'] })
    expect(itemAt(named, '/1/0')).toEqual({ entity: 'lead', label: '线索', roles: ['sales'] })
    expect(itemAt(patchItem(named, '/1/0', { label: undefined }), '/1/0')).toEqual({
      entity: 'lead',
      roles: ['sales'],
    })
    expect(shape(removeItem(nav, '/1'))).toBe('task sales')
  })
})
