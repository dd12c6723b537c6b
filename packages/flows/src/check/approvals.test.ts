import type { FlowDocument } from '@mortise/schema'
import { expect, it } from 'vitest'
import { problemsOf } from '../testing/accepted.ts'
import { approval, end, flow, start } from '../testing/builders.ts'

const codesOf = (definition: FlowDocument): readonly string[] =>
  problemsOf(definition)
    .filter((one) => one.code !== 'FLOW_UNKNOWN')
    .map((one) => one.code)

it('approvals are checked beyond their own node', () => {
  const found = (extra: Parameters<typeof approval>[1], begin: object = {}) =>
    codesOf({ ...flow(start(), approval('manager'), approval('boss', extra), end()), ...begin })
  const back = (target: string, after = 'P1D') => ({ timeouts: [{ after, do: 'return', target }] }) as const
  expect(found(back('manager'))).toEqual([])
  expect(found(back('end'))).toEqual(['FLOW_RETURN_TARGET'])
  expect(found(back('manager', 'PT10S'))).toEqual(['FLOW_TIMEOUT_RANGE'])
  expect(found(back('manager', 'P60D'))).toEqual(['FLOW_TIMEOUT_RANGE'])
  expect(found({ sod: [{ notSameAs: 'manager' }, { notSameAs: 'starter' }] })).toEqual([])
  expect(found({ sod: [{ notSameAs: 'boss' }] })).toEqual(['FLOW_DUTIES'])
  expect(found({ assignees: [{ type: 'previous_pick' }] })).toEqual([])
  const first = flow(start(), approval('x', { assignees: [{ type: 'previous_pick' }] }), end())
  expect(codesOf(first)).toEqual(['FLOW_PICK_NOBODY'])
  expect(found({ assignees: [{ type: 'starter_pick' }] }, { start: { type: 'record' } })).toEqual([
    'FLOW_PICK_NOBODY',
  ])
  expect(found({ assignees: [{ type: 'starter_pick', min: 3, max: 2 }] })).toEqual(['FLOW_SETTING'])
})
