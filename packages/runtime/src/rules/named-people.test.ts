import type { AssignmentDocument } from '@mortise/schema'
import { expect, it } from 'vitest'
import { withPeopleIds } from './named-people.ts'

const policy: AssignmentDocument = {
  key: 'p',
  label: 'p',
  entity: 'lead',
  rules: [
    {
      key: 'a',
      pool: { users: ['wu', 'stranger'], departments: ['east'] },
      strategy: 'territory',
      weights: { wu: 2 },
      territory: { path: 'city', areas: [{ area: '31', users: ['wu'] }] },
      skills: { needs: [], people: { wu: { english: 2 } } },
      hours: { calendar: 'office', own: { wu: 'night' } },
    },
    { key: 'b', pool: { roles: ['sales'] }, strategy: 'roundRobin' },
  ],
}
const people = {
  users: [{ id: 'u-1', key: 'wu' }],
  departments: [{ id: 'd-1', key: 'east' }],
} as unknown as Parameters<typeof withPeopleIds>[1]

it('puts ids in place of keys wherever a policy names people, and leaves the rest', () => {
  const [first, second] = withPeopleIds(policy, people).rules
  expect(first).toEqual({
    ...policy.rules[0],
    pool: { users: ['u-1', 'stranger'], departments: ['d-1'] },
    weights: { 'u-1': 2 },
    territory: { path: 'city', areas: [{ area: '31', users: ['u-1'] }] },
    skills: { needs: [], people: { 'u-1': { english: 2 } } },
    hours: { calendar: 'office', own: { 'u-1': 'night' } },
  })
  expect(second).toEqual(policy.rules[1])
})
