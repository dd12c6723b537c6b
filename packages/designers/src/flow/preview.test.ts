import { builtinKit } from '@mortise/kit'
import type { FlowDocument } from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import { flatApproval, nestedApproval } from './approval.ts'
import { previewWay } from './preview.ts'
import { ownNames, recordNames } from './record-paths.ts'
import { directoryOf } from './use-directory.ts'

const user = (id: string, roles: readonly string[]) => ({
  id,
  name: id,
  email: `${id}@example.com`,
  departmentId: null,
  managerId: null,
  roles,
  active: true,
})
const people = directoryOf([user('sam', ['sales']), user('dora', ['director']), user('finn', ['finance'])], {
  departments: [],
  adminRoles: ['admin'],
})
const approval = (mode: 'one' | 'all', ...roles: readonly string[]) => ({
  mode,
  assignees: roles.map((role) => ({ type: 'role' as const, role })),
})

const flow: FlowDocument = {
  key: 'discount',
  label: '折扣审批',
  entity: 'quote',
  start: { type: 'manual' },
  nodes: [
    { id: 'start', type: 'start_event' },
    { id: 'gate', type: 'exclusive_gateway', default: 'e3' },
    { id: 'both', type: 'user_task', approval: approval('all', 'director', 'finance') },
    { id: 'told', type: 'service_task', action: { type: 'noop' } },
    { id: 'end', type: 'end_event' },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'gate' },
    {
      id: 'e2',
      source: 'gate',
      target: 'both',
      priority: 1,
      condition: { '>': [{ var: 'record.rate' }, 0.25] },
    },
    { id: 'e3', source: 'gate', target: 'told', priority: 2 },
    { id: 'e4', source: 'both', target: 'told' },
    { id: 'e5', source: 'told', target: 'end' },
  ],
}

const way = (rate: number) =>
  previewWay({
    flow,
    record: { id: 'q1', values: { rate } },
    starter: 'sam',
    people,
    kit: builtinKit,
    now: '2026-03-02T01:00:00.000Z',
    timeZone: 'Asia/Shanghai',
  })

describe('the preview of a way', () => {
  it('names everybody who would have to agree', () => {
    const { steps, status } = way(0.3)
    expect(steps.map(({ nodeId }) => nodeId)).toEqual(['start', 'gate', 'both', 'told', 'end'])
    expect(steps[2]?.people.map((one) => one.user)).toEqual(['dora', 'finn'])
    expect(status).toBe('approved')
  })

  it('passes by who is not asked', () => {
    expect(way(0.1).steps.map(({ nodeId }) => nodeId)).toEqual(['start', 'gate', 'told', 'end'])
  })
})

describe('settings of an approval', () => {
  it('come back as they were', () => {
    const given = {
      mode: 'all' as const,
      assignees: [{ type: 'role' as const, role: 'finance' }],
      onEmpty: { do: 'assign' as const, user: 'finn' },
      operations: {
        transfer: true,
        return: { targets: 'starter' as const, resume: 'toRejecter' as const },
        addSignDepth: 2,
        labels: { approve: { zh: '核准', en: 'Grant' } },
      },
      attachment: { required: ['reject' as const] },
      sod: [{ notSameAs: 'starter' }, { notSameAs: 'legal' }],
      comment: { required: ['reject' as const] },
      fields: { '*': 'read' as const },
    }
    expect(nestedApproval(flatApproval(given), given)).toEqual(given)
  })

  it('count votes in one way: what belongs to the others goes', () => {
    const given = { mode: 'vote' as const, assignees: [], passRatio: 60, rejectCount: 2 }
    const counted = (voteBy: string) => {
      const next = nestedApproval({ ...flatApproval(given), voteBy }, given)
      return [flatApproval(next)['voteBy'], next.passRatio, next.rejectCount]
    }
    expect(flatApproval(given)['voteBy']).toBe('ratio')
    expect(counted('count')).toEqual(['count', undefined, 2])
    expect(counted('weights')).toEqual(['weights', undefined, undefined])
    expect(counted('condition')).toEqual(['condition', undefined, undefined])
  })

  it('say all that is allowed where nothing was said', () => {
    const given = { mode: 'one' as const, assignees: [] }
    expect(nestedApproval(flatApproval(given), given).operations).toEqual({
      transfer: true,
      delegate: true,
      addSign: ['before', 'after', 'parallel'],
      return: { targets: 'anyPassed', resume: 'rerun' },
      takeBack: true,
      cc: true,
    })
  })
})

describe('conditions of a branch', () => {
  it('speak of the record, and are shown by the fields’ own names', () => {
    const shown = { and: [{ '>': [{ var: 'rate' }, 0.2] }, { '==': [{ var: 'outcome' }, 'approved'] }] }
    const kept = { and: [{ '>': [{ var: 'record.rate' }, 0.2] }, { '==': [{ var: 'outcome' }, 'approved'] }] }
    expect(recordNames(shown, flow)).toEqual(kept)
    expect(ownNames(kept)).toEqual(shown)
    expect(recordNames(null, flow)).toBeUndefined()
  })
})
