import { expect, test } from 'vitest'
import { parentsFor, treeOf } from './tree.ts'

const entry = (id: string, parentId: string | null) => ({ id, name: id, parentId })

test('a tree shows each entry once, under the one above it', () => {
  const placed = treeOf([entry('b', 'a'), entry('a', null), entry('c', 'b'), entry('lost', 'gone')])
  expect(placed.map(({ one, depth }) => `${depth}${one.id}`)).toEqual(['0a', '1b', '2c', '0lost'])
  expect(treeOf([entry('x', 'y'), entry('y', 'x')])).toHaveLength(2)
})

test('nothing can be put under itself', () => {
  const all = [entry('a', null), entry('b', 'a'), entry('c', 'b'), entry('d', null)]
  expect(parentsFor(all, 'b').map(({ id }) => id)).toEqual(['a', 'd'])
})
