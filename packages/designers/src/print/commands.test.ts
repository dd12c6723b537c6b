import type { PrintBlockDocument, PrintDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockAt, blocksIn, moveBlocks, outermost, pointerOf, removeBlocks, setInBlock } from './commands.ts'

const text = (value: string): PrintBlockDocument => ({ type: 'text', value })
const print: PrintDocument = {
  key: 'p',
  label: 'p',
  entity: 'quote',
  page: { size: 'A4' },
  header: [text('h')],
  body: [
    text('a'),
    { type: 'columns', columns: [{ blocks: [text('b'), text('c')] }, { width: 90, blocks: [text('d')] }] },
    text('e'),
  ],
}
const lists = ['/header', '/body', '/body/1/columns/0/blocks', '/body/1/columns/1/blocks', '/footer']

/** The words of a template in reading order. */
const words = (node: unknown): string =>
  [...JSON.stringify(node).matchAll(/"value":"(.)"/g)].map(([, letter]) => letter).join('')

describe('blocks of a template', () => {
  it('move between lists, also into and out of columns, and say where they are then', () => {
    const into = moveBlocks(print, ['/body/0'], { list: '/body/1/columns/1/blocks', index: 1 })
    // What stood before the columns is gone, so they stand one further up.
    expect(into.at).toEqual(['/body/0/columns/1/blocks/1'])
    expect(blockAt(into.document, into.at[0] ?? '')).toEqual(text('a'))
    const out = moveBlocks(print, ['/body/1/columns/0/blocks/1'], { list: '/body', index: 0 })
    expect(words(out.document.body)).toBe('cabde')
    const several = moveBlocks(print, ['/body/2', '/body/0'], { list: '/footer', index: 0 })
    expect([words(several.document.body), words(several.document.footer)]).toEqual(['bcd', 'ae'])
  })

  it('never go into themselves', () => {
    const moved = moveBlocks(print, ['/body/1'], { list: '/body/1/columns/0/blocks', index: 0 })
    expect(moved.document).toBe(print)
  })

  it('are never lost or doubled, wherever they are moved', () => {
    const pointers = lists.flatMap((list) =>
      blocksIn(print, list).map((_, index) => pointerOf({ list, index })),
    )
    const spot = fc.record({ list: fc.constantFrom(...lists), index: fc.nat(3) })
    fc.assert(
      fc.property(fc.subarray(pointers, { minLength: 1 }), spot, (ats, to) => {
        const index = Math.min(to.index, blocksIn(print, to.list).length)
        const moved = moveBlocks(print, ats, { ...to, index })
        expect([...words(moved.document)].toSorted().join('')).toBe('abcdeh')
        if (moved.document === print) return
        const before = outermost(ats).map((at) => blockAt(print, at))
        expect(moved.at.map((at) => blockAt(moved.document, at))).toEqual(before)
      }),
    )
  })

  it('are taken out together with what stands in them', () => {
    const left = removeBlocks(print, ['/body/1/columns/0/blocks/0', '/body/1', '/header/0'])
    expect(words(left)).toBe('ae')
  })

  it('lose a setting that is set to nothing', () => {
    const set = setInBlock(print, '/body/1/columns/1/blocks/0', { value: undefined, size: 9 })
    expect(blockAt(set, '/body/1/columns/1/blocks/0')).toEqual({ type: 'text', size: 9 })
    expect(blockAt(print, '/body/1/columns/1/blocks/0')).toEqual(text('d'))
  })
})
