import type { KeptRun, RunPlace } from '@mortise/client'
import { expect, it } from 'vitest'
import { deedsAt, deedsOf, standingOf } from './deeds.ts'

const place = (more: Partial<RunPlace> = {}): RunPlace => ({
  tokenId: 't',
  nodeId: 'n',
  name: 'n',
  since: null,
  incident: null,
  tasks: [],
  wakesAt: null,
  waits: null,
  waitsFor: null,
  collects: false,
  ...more,
})
const run = (more: Partial<KeptRun>): KeptRun =>
  ({ status: 'running', suspended: false, places: [place()], ...more }) as KeptRun
const incident = { id: 'i', code: 'X', why: 'x' }

it('offers at each time what can be done then', () => {
  expect(deedsOf(run({}))).toEqual(['jump', 'suspend', 'terminate'])
  expect(deedsOf(run({ suspended: true }))).toEqual(['resume', 'jump', 'terminate'])
  expect(deedsOf(run({ status: 'approved', places: [] }))).toEqual(['reactivate'])
  expect(deedsAt(place({ incident }), false)).toEqual(['retry', 'skip'])
  expect(deedsAt(place({ incident }), true)).toEqual([])
  expect(deedsAt(place({ collects: true }), false)).toEqual(['complete'])
})

it('says in a word how a run stands', () => {
  expect(standingOf(run({ places: [place({ incident })] }))).toBe('stopped')
  expect(standingOf(run({ suspended: true, places: [place({ incident })] }))).toBe('suspended')
  expect(standingOf(run({ status: 'rejected' }))).toBe('rejected')
})
