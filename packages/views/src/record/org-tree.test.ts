import type { WireRecord } from '@mortise/client'
import { describe, expect, it } from 'vitest'
import { orgTrees, type OrgNode, standsBelow } from './org-tree.ts'

const person = (id: string, boss: string | null): WireRecord => ({ id, version: 1, boss })
const shape = (trees: readonly OrgNode[]): string =>
  trees.map(({ person: { id }, below }) => (below.length === 0 ? id : `${id}(${shape(below)})`)).join(' ')

describe('an org map', () => {
  it('puts people under those they report to', () => {
    const people = [
      person('a', null),
      person('b', 'a'),
      person('c', 'a'),
      person('d', 'c'),
      person('e', 'gone'),
    ]
    expect(shape(orgTrees(people, 'boss'))).toBe('a(b c(d)) e')
  })

  it('shows everybody once, even where they report to each other in a circle', () => {
    const people = [person('a', 'b'), person('b', 'c'), person('c', 'a'), person('d', 'd')]
    expect(shape(orgTrees(people, 'boss')).replaceAll(/[() ]/g, '')).toHaveLength(4)
  })

  it('knows who can not be whose boss', () => {
    const people = [person('a', null), person('b', 'a'), person('c', 'b')]
    const [a, b, c] = people as [WireRecord, WireRecord, WireRecord]
    const given = { parent: 'boss', people }
    expect(standsBelow(c, a, given)).toBe(true)
    expect(standsBelow(a, a, given)).toBe(true)
    expect(standsBelow(a, c, given)).toBe(false)
    expect(standsBelow(b, c, given)).toBe(false)
  })
})
