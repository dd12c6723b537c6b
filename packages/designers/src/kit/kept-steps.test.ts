import { expect, test } from 'vitest'
import { commit, createHistory, type History, redo, undo } from './history.ts'
import { keptSteps, resumeSteps } from './kept-steps.ts'

const typed = (...all: readonly string[]): History<string> =>
  all.reduce((history, one) => commit(history, one, { label: `to ${one}` }), createHistory('a'))

const again = (history: History<string>, now: string, most = 200): History<string> | undefined => {
  const kept = keptSteps(history, most)
  return kept && resumeSteps(kept, now, { alike: (state) => state === now, onto: (state) => state })
}

test('steps are taken back and again after a reload as they were before', () => {
  const history = again(undo(typed('b', 'c', 'd')), 'c')
  expect(history && [undo(history).present, undo(undo(history)).present]).toEqual(['b', 'a'])
  expect(history && redo(history).present).toBe('d')
  expect(history?.past.at(-1)?.label).toBe('to c')
  expect(history?.future[0]?.label).toBe('to d')
})

test('what was not saved before a crash can be done again', () => {
  const history = again(typed('b', 'c', 'd'), 'b')
  expect(history?.present).toBe('b')
  expect(history && redo(redo(history)).present).toBe('d')
})

test('steps of a draft that moved on are gone; only the last ones are kept; without any nothing is', () => {
  expect(again(typed('b', 'c'), 'x')).toBeUndefined()
  expect(keptSteps(typed('b', 'c', 'd'), 2)).toMatchObject({ states: ['b', 'c', 'd'], at: 2 })
  expect(keptSteps(createHistory('a'), 200)).toBeUndefined()
})

test('a state that was come back to is the one that was left', () => {
  const history = again(typed('b', 'a'), 'a')
  expect(history && undo(history).present).toBe('b')
})
