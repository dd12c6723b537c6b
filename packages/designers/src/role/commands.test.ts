import type { RoleDocument } from '@mortise/schema'
import { expect, test } from 'vitest'
import { scopeOf, setCreate, setFieldRight, setScope } from './commands.ts'

const role: RoleDocument = {
  key: 'sales',
  label: '销售',
  entities: { lead: { read: true, assignTo: { scope: 'own' } } },
}

test('a scope is written as the shortest grant and read back as it was chosen', () => {
  for (const scope of ['none', 'own', 'department', 'department_below', 'all'] as const) {
    const next = setScope(role, 'lead', { act: 'update', scope })
    expect(scopeOf(next.entities?.['lead']?.update)).toBe(scope)
  }
  expect(scopeOf(undefined)).toBe('none')
})

test('other rights stay', () => {
  const next = setCreate(setScope(role, 'deal', { act: 'read', scope: 'own' }), 'lead', true)
  expect(next.entities?.['lead']).toEqual({ read: true, create: true, assignTo: { scope: 'own' } })
})

test('the last exception of fields takes the list with it', () => {
  const hidden = setFieldRight(role, 'lead', { field: 'cost', right: 'hidden' })
  expect(hidden.entities?.['lead']?.fields).toEqual({ cost: 'hidden' })
  expect(setFieldRight(hidden, 'lead', { field: 'cost', right: undefined })).toEqual(role)
})
