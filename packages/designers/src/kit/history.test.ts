import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commit, createHistory, dropStep, isDirty, keep, rebase, redo, seal, undo } from './history.ts'

test('undo takes steps back one by one and redo takes them again', () => {
  let history = createHistory('a')
  history = commit(history, 'b', { label: 'to b' })
  history = commit(history, 'c', { label: 'to c' })
  expect(undo(history).present).toBe('b')
  expect(undo(undo(history)).present).toBe('a')
  expect(redo(undo(history)).present).toBe('c')
  expect(undo(undo(undo(history))).present).toBe('a')
})

test('typing into one box is one step; leaving it begins another', () => {
  let history = createHistory('')
  for (const text of ['客', '客户', '客户名'])
    history = commit(history, text, { label: 'name', merge: 'name' })
  expect(history.past).toHaveLength(1)
  history = commit(seal(history), '客户名称', { label: 'name', merge: 'name' })
  expect(history.past).toHaveLength(2)
  expect(undo(history).present).toBe('客户名')
})

test('a move that is called off leaves no trace', () => {
  const before = commit(createHistory(1), 2, { label: 'edit' })
  let history = commit(before, 3, { label: 'move', merge: 'lift' })
  history = commit(history, 4, { label: 'move', merge: 'lift' })
  expect(dropStep(history, 'lift')).toEqual(before)
  expect(dropStep(before, 'lift')).toBe(before)
})

test('dirty until kept, and clean again after undoing', () => {
  const start = createHistory('a')
  const edited = commit(start, 'b', { label: 'edit' })
  expect([isDirty(start), isDirty(edited), isDirty(keep(edited)), isDirty(undo(edited))]).toEqual([
    false,
    true,
    false,
    false,
  ])
})

test('any run of edits, undone to the end, is the start; redone, it is the end', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 600 }), (values) => {
      const start = createHistory<{ readonly value: number }>({ value: 0 })
      const end = values.reduce(
        (history, value) => commit(history, { value }, { label: String(value) }),
        start,
      )
      let back = end
      while (back.past.length > 0) back = undo(back)
      let again = back
      while (again.future.length > 0) again = redo(again)
      expect(back.present).toBe(start.present)
      expect(again.present).toBe(end.present)
    }),
    { numRuns: 40 },
  )
})

test('what somebody else changed stays when our own steps are taken back and again', () => {
  type Value = { readonly ours: number; readonly theirs: number }
  const theirs =
    (next: number) =>
    (value: Value): Value => ({ ...value, theirs: next })
  let history = createHistory<Value>({ ours: 0, theirs: 0 })
  history = commit(history, { ours: 1, theirs: 0 }, { label: 'one' })
  history = rebase(history, theirs(7))
  history = commit(history, { ...history.present, ours: 2 }, { label: 'two' })
  history = rebase(history, theirs(8))
  expect(history.present).toEqual({ ours: 2, theirs: 8 })
  expect(undo(history).present).toEqual({ ours: 1, theirs: 8 })
  expect(undo(undo(history)).present).toEqual({ ours: 0, theirs: 8 })
  expect(redo(redo(undo(undo(history)))).present).toEqual({ ours: 2, theirs: 8 })
})

test('there is no last step that can be taken back', () => {
  let history = createHistory(0)
  for (let value = 1; value <= 3000; value++) history = commit(history, value, { label: 'more' })
  while (history.past.length > 0) history = undo(history)
  expect(history.present).toBe(0)
})
