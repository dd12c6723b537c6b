import type { DepartmentEntry, UserEntry } from '@mortise/client'
import type { AssignmentDocument } from '@mortise/schema'
import { expect, it } from 'vitest'
import { policyNames } from './people-names.ts'

const users = [
  { id: 'u-1', key: 'wu' },
  { id: 'u-2', key: null },
] as unknown as readonly UserEntry[]
const departments = [{ id: 'd-1', key: 'east' }] as unknown as readonly DepartmentEntry[]

const shared: AssignmentDocument = {
  key: 'p',
  label: 'p',
  entity: 'lead',
  rules: [
    {
      key: 'a',
      pool: { users: ['wu', 'u-2'], departments: ['east'] },
      strategy: 'territory',
      weights: { wu: 2 },
      territory: { path: 'city', areas: [{ area: '31', users: ['wu'] }] },
      skills: { needs: [], people: { wu: { english: 2 } } },
      hours: { calendar: 'office', own: { wu: 'night' } },
    },
    { key: 'b', pool: { roles: ['sales'] }, strategy: 'roundRobin' },
  ],
}

it('shows people whom a folder names by key, and gives them back by key', () => {
  const { toIds, toKeys } = policyNames(users, departments)
  const shown = toIds(shared)
  expect(shown.rules[0]).toMatchObject({
    pool: { users: ['u-1', 'u-2'], departments: ['d-1'] },
    weights: { 'u-1': 2 },
    territory: { areas: [{ users: ['u-1'] }] },
    skills: { people: { 'u-1': { english: 2 } } },
    hours: { own: { 'u-1': 'night' } },
  })
  expect(toKeys(shown)).toEqual(shared)
})
