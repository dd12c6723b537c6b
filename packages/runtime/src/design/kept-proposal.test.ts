import { builtinKit } from '@mortise/kit'
import { afterEach, expect, it, vi } from 'vitest'
import type { StoredDocument } from './assemble.ts'
import { propose } from './proposal.ts'

const rows = (label: string): readonly StoredDocument[] => [
  { kind: 'app', key: 'shop', app: 'shop', json: { key: 'shop', label: 'shop', version: '1.0.0' } },
  {
    kind: 'entity',
    key: 'thing',
    app: 'shop',
    json: {
      id: 'e_thing',
      key: 'thing',
      label,
      title: 'name',
      fields: [{ id: 'f_name', key: 'name', label: 'name', type: 'text' }],
    },
  },
]
const asked = (label: string, version = 1) => {
  const published = rows('thing')
  return propose({ published, proposed: rows(label), version }, builtinKit)
}

afterEach(() => vi.useRealTimers())

it('checks the same documents once, whoever read them', () => {
  const [first, second] = [asked('other'), asked('other')]
  expect(second.after).toBe(first.after)
  expect(second.changes.map(({ key }) => key)).toEqual(['thing'])
})

it('checks anew what differs in a word or a version', () => {
  const first = asked('other')
  const another = asked('another')
  expect(another.after.entity('thing')?.document.label).toBe('another')
  expect(asked('other', 2).before.version).toBe(2)
  expect(asked('other').after).not.toBe(first.after)
})

it('forgets what nobody asks for any more', () => {
  vi.useFakeTimers()
  const first = asked('other')
  vi.advanceTimersByTime(61_000)
  expect(asked('other').after).not.toBe(first.after)
})
