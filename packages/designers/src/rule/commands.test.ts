import type { RuleDocument } from '@mortise/schema'
import { expect, test } from 'vitest'
import { editAction, editRule, insertAction, moveAction, removeAction } from './commands.ts'

const rule: RuleDocument = {
  key: 'hot',
  label: '热线索',
  entity: 'lead',
  phase: 'afterSave',
  trigger: { on: ['update'] },
  actions: [{ type: 'assign', policy: 'rr' }, { type: 'notify' }],
}
const types = (one: RuleDocument): readonly string[] => one.actions.map(({ type }) => type)

test('actions are put in, moved and taken out in order', () => {
  const three = insertAction(rule, 1, { type: 'create_task', due: 'PT24H' })
  expect(types(three)).toEqual(['assign', 'create_task', 'notify'])
  expect(types(moveAction(three, 0, 3))).toEqual(['create_task', 'notify', 'assign'])
  expect(types(moveAction(three, 2, 0))).toEqual(['notify', 'assign', 'create_task'])
  expect(moveAction(three, 1, 2)).toBe(three)
  expect(types(removeAction(three, 1))).toEqual(['assign', 'notify'])
})

test('a panel changes what it shows and leaves the rest', () => {
  const own = insertAction(rule, 0, { type: 'create_task', title: 'a', hidden: 1 })
  const edited = editAction(own, 0, { shown: [{ key: 'title' }, { key: 'due' }], values: { due: 'PT24H' } })
  expect(edited.actions[0]).toEqual({ type: 'create_task', hidden: 1, due: 'PT24H' })
})

test('a property set to nothing goes away', () => {
  expect('condition' in editRule({ ...rule, condition: true }, { condition: undefined })).toBe(false)
})
