import type { AssignmentDocument, Directory, DirectoryUser } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AssignmentPlan, planAssignment, takeSlot } from './assignment.ts'

const person = (id: string, roles: readonly string[], active = true): DirectoryUser => ({
  id,
  name: id,
  departmentId: null,
  managerId: null,
  roles,
  active,
})
const people = [
  person('a', ['east']),
  person('b', ['east']),
  person('c', ['east'], false),
  person('d', ['west']),
]
const directory: Directory = {
  user: (id) => people.find((one) => one.id === id),
  usersByRole: (role) => people.filter((one) => one.roles.includes(role)),
  usersByDepartment: () => [],
  department: () => undefined,
  admins: () => [],
}
const policy: AssignmentDocument = {
  key: 'p',
  label: 'p',
  entity: 'lead',
  rules: [
    {
      key: 'east',
      when: { '==': [{ var: 'region' }, 'east'] },
      pool: { roles: ['east'] },
      strategy: 'roundRobin',
    },
    { key: 'nobody', pool: { users: ['c'] }, strategy: 'leastLoad' },
  ],
  fallback: { role: 'west' },
}

describe('who gets a record', () => {
  it('takes the first rule that holds, without people who left', () => {
    expect(planAssignment(policy, { evaluate: () => true, directory })).toMatchObject({
      rule: 'east',
      candidates: ['a', 'b'],
    })
  })

  it('falls back when no rule has anybody', () => {
    expect(planAssignment(policy, { evaluate: () => false, directory })).toMatchObject({
      rule: '$fallback',
      candidates: ['d'],
    })
  })
})

describe('whose turn it is', () => {
  const plan = (more: Partial<AssignmentPlan>): AssignmentPlan => ({
    rule: 'r',
    candidates: ['a', 'b', 'c'],
    strategy: 'roundRobin',
    weights: {},
    capacity: null,
    current: null,
    explain: '',
    ...more,
  })
  const turns = (given: AssignmentPlan, count: number): readonly (string | null)[] => {
    let cursor = 0
    return Array.from({ length: count }, () => {
      const slot = takeSlot(given, { cursor })
      cursor = slot.nextCursor
      return slot.user
    })
  }

  it('round robin is fair for any number of people and turns', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 60 }), (size, count) => {
        const candidates = Array.from({ length: size }, (_, index) => `u${index}`)
        const given = turns(plan({ candidates }), count)
        const counts = candidates.map((user) => given.filter((one) => one === user).length)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('weights give 2:1', () => {
    expect(turns(plan({ candidates: ['a', 'b'], strategy: 'weighted', weights: { a: 2, b: 1 } }), 6)).toEqual(
      ['a', 'b', 'a', 'a', 'b', 'a'],
    )
  })

  it('least load takes the emptiest, ties in turn', () => {
    const given = plan({ strategy: 'leastLoad' })
    expect(takeSlot(given, { cursor: 0, loads: { a: 3, b: 1, c: 1 } }).user).toBe('b')
    expect(takeSlot(given, { cursor: 2, loads: { a: 3, b: 1, c: 1 } }).user).toBe('c')
  })

  it('passes over people who are full and gives nobody when all are', () => {
    const given = plan({ capacity: 2 })
    expect(takeSlot(given, { cursor: 0, loads: { a: 2 } })).toEqual({ user: 'b', nextCursor: 2 })
    expect(takeSlot(given, { cursor: 0, loads: { a: 2, b: 2, c: 2 } }).user).toBeNull()
  })

  it('sticky keeps the owner', () => {
    expect(takeSlot(plan({ strategy: 'sticky', current: 'c' }), { cursor: 0 })).toEqual({
      user: 'c',
      nextCursor: 0,
    })
  })
})
