import type { PageDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blocksOf, moveBlock, moveTab, patchBlock, removeTab, stepBlock, walkBlocks } from './commands.ts'

const page: PageDocument = {
  key: 'page',
  entity: 'account',
  tabs: [
    { label: '详情', blocks: [{ type: 'details' }, { type: 'note' }] },
    { label: '商机', blocks: [{ type: 'related', entity: 'opportunity', field: 'account' }] },
  ],
  side: [{ type: 'composer' }, { type: 'timeline' }],
}
const shape = (one: PageDocument): string =>
  [...one.tabs.map((_, at) => `tab/${at}`), 'side']
    .map((list) =>
      blocksOf(one, list)
        .map(({ type }) => type)
        .join(' '),
    )
    .join(' | ')

describe('the blocks of a page', () => {
  it('move within a list and from the wide part to the side', () => {
    expect(shape(moveBlock(page, 'tab/0/0', { list: 'tab/0', index: 2 }).value)).toBe(
      'note details | related | composer timeline',
    )
    const moved = moveBlock(page, 'tab/0/1', { list: 'side', index: 1 })
    expect(shape(moved.value)).toBe('details | related | composer note timeline')
    expect(moved.pointer).toBe('side/1')
  })

  it('step by keys through both parts and back', () => {
    let at = { value: page, pointer: 'tab/0/0' }
    for (let n = 0; n < 6; n += 1) at = stepBlock(at.value, at.pointer, { by: 1, tab: 0 })
    expect(shape(at.value)).toBe('note | related | composer timeline details')
    for (let n = 0; n < 6; n += 1) at = stepBlock(at.value, at.pointer, { by: -1, tab: 0 })
    expect(shape(at.value)).toBe(shape(page))
    expect(walkBlocks(page, 1)).toEqual(['tab/1/0', 'side/0', 'side/1'])
  })

  it('are never lost by moves', () => {
    const spot = fc.record({
      from: fc.nat(3),
      list: fc.constantFrom('tab/0', 'tab/1', 'side'),
      index: fc.nat(4),
    })
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 15 }), (moves) => {
        let now = page
        for (const { from, list, index } of moves) {
          const pointer = walkBlocks(now, 0)[from]
          if (pointer !== undefined) now = moveBlock(now, pointer, { list, index }).value
        }
        const types = shape(now).split(/[ |]+/).filter(Boolean)
        expect(types.toSorted()).toEqual(['composer', 'details', 'note', 'related', 'timeline'])
      }),
    )
  })

  it('keep their type, and lose what is emptied', () => {
    const next = patchBlock(page, 'tab/1/0', { columns: ['name'], field: undefined, type: 'x' })
    expect(blocksOf(next, 'tab/1')[0]).toEqual({ type: 'related', entity: 'opportunity', columns: ['name'] })
  })

  it('stand in tabs, of which one always stays', () => {
    expect(shape(moveTab(page, 0, 1))).toBe('related | details note | composer timeline')
    expect(removeTab(removeTab(page, 0), 0).tabs).toHaveLength(1)
  })
})
