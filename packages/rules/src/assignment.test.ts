import { type Json, language } from '@mortise/expressions'
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
    expect(planAssignment(policy, { evaluate: () => true, directory })).toMatchObject([
      { rule: 'east', candidates: ['a', 'b'] },
      { rule: '$fallback' },
    ])
  })

  it('falls back when no rule has anybody', () => {
    expect(planAssignment(policy, { evaluate: () => false, directory })).toMatchObject([
      { rule: '$fallback', candidates: ['d'] },
    ])
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
    skill: {},
    explain: { zh: '', en: '' },
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
    expect(takeSlot(given, { cursor: 0, loads: { a: 2 } })).toMatchObject({
      user: 'b',
      nextCursor: 2,
      why: { en: 'it is the turn of (1 are full)' },
    })
    expect(takeSlot(given, { cursor: 0, loads: { a: 2, b: 2, c: 2 } }).user).toBeNull()
  })

  it('sticky keeps the owner', () => {
    expect(takeSlot(plan({ strategy: 'sticky', current: 'c' }), { cursor: 0 })).toMatchObject({
      user: 'c',
      nextCursor: 0,
    })
  })
})

describe('who of a pool is suited', () => {
  const one = (rule: Partial<AssignmentDocument['rules'][number]>): AssignmentDocument => ({
    ...policy,
    rules: [{ key: 'r', pool: { users: ['a', 'b', 'd'] }, strategy: 'roundRobin', ...rule }],
    fallback: {},
  })
  const candidates = (
    rule: Parameters<typeof one>[0],
    values: { readonly [path: string]: Json },
    more: Partial<Parameters<typeof planAssignment>[1]> = {},
  ) =>
    planAssignment(one(rule), {
      evaluate: (expression) =>
        language.evaluate(expression, { row: values, now: '2026-03-02T01:00:00.000Z' }),
      directory,
      ...more,
    })[0]?.candidates ?? []

  it('by area: the closest that has somebody', () => {
    const territory = {
      path: 'region',
      areas: [
        { area: '32', users: ['a'] },
        { area: '3205', users: ['b'] },
        { area: '320583', users: [] },
      ],
    }
    expect(candidates({ territory }, { region: '320583' })).toEqual(['b'])
    expect(candidates({ territory }, { region: '320100' })).toEqual(['a'])
    expect(candidates({ territory }, { region: '110101' })).toEqual([])
    expect(candidates({ territory }, { region: null })).toEqual([])
  })

  it('by skill and its level, asked only where it is needed; the best goes first', () => {
    const skills = {
      needs: [{ skill: 'english', level: 2, when: { '==': [{ var: 'lang' }, 'en'] } }, { skill: 'sales' }],
      people: { a: { english: 3, sales: 1 }, b: { english: 1, sales: 9 }, d: { english: 2, sales: 4 } },
    }
    expect(candidates({ skills }, { lang: 'en' })).toEqual(['a', 'd'])
    expect(candidates({ skills }, { lang: 'zh' })).toEqual(['a', 'b', 'd'])
    const [plan] = planAssignment(one({ skills, strategy: 'skill' }), { evaluate: () => true, directory })
    expect(plan && takeSlot(plan, { cursor: 0 }).user).toBe('d')
  })

  it('by hours, each by their own calendar, and not on leave', () => {
    const hours = { calendar: 'office', own: { b: 'night' } }
    const isWorking = (calendar: string): boolean => calendar === 'night'
    expect(candidates({ hours }, {}, { isWorking })).toEqual(['b'])
    expect(candidates({}, {}, { away: new Set(['a']) })).toEqual(['b', 'd'])
  })

  it('sticky goes by who stands behind a link', () => {
    const [plan] = planAssignment(one({ strategy: 'sticky', sticky: 'keeper' }), {
      evaluate: (expression) =>
        language.evaluate(expression, { row: { keeper: 'd' }, now: '2026-03-02T01:00:00.000Z' }),
      directory,
    })
    expect(plan && takeSlot(plan, { cursor: 0 }).user).toBe('d')
  })
})

it('weights hold over any number of whole rounds, with people full now and then', () => {
  const weight = fc.integer({ min: 0, max: 5 })
  fc.assert(
    fc.property(
      fc.array(weight, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 5 }),
      (weights, rounds) => {
        const candidates = weights.map((_, index) => `u${index}`)
        const total = weights.reduce((sum, one) => sum + one, 0)
        const plan: AssignmentPlan = {
          rule: 'r',
          candidates,
          strategy: 'weighted',
          weights: Object.fromEntries(candidates.map((user, index) => [user, weights[index] ?? 0])),
          capacity: null,
          current: null,
          skill: {},
          explain: { zh: '', en: '' },
        }
        const counts = new Map<string | null, number>()
        let cursor = 0
        for (let turn = 0; turn < total * rounds; turn += 1) {
          const slot = takeSlot(plan, { cursor })
          cursor = slot.nextCursor
          counts.set(slot.user, (counts.get(slot.user) ?? 0) + 1)
        }
        expect(candidates.map((user) => counts.get(user) ?? 0)).toEqual(weights.map((one) => one * rounds))
      },
    ),
  )
})
