import type { RoleDocument } from '@mortise/schema'
import { expect, test } from 'vitest'
import { scopeOf, setCreate, setFieldRight, setGrant } from './commands.ts'
import { overviewCsv } from './overview.ts'

const role: RoleDocument = {
  key: 'sales',
  label: '销售',
  entities: { lead: { read: true, assignTo: { scope: 'own' } } },
}

test('a grant is read back as the scope that was chosen, and can be left to what stands for it', () => {
  for (const scope of ['own', 'department', 'department_below', 'region', 'shared'] as const) {
    const next = setGrant(role, 'lead', { act: 'update', grant: { scope } })
    expect(scopeOf(next.entities?.['lead']?.update)).toBe(scope)
  }
  expect([scopeOf(undefined), scopeOf(false), scopeOf(true)]).toEqual(['none', 'none', 'all'])
  const left = setGrant(role, 'lead', { act: 'assignTo', grant: undefined })
  expect(left.entities?.['lead']).toEqual({ read: true })
})

test('no cell of the file of all roles is a formula', () => {
  const text = overviewCsv(['a', 'b'], [{ entity: '=1+1', what: 'x,"y"', cells: ['@z'] }])
  expect(text).toBe('\uFEFFa,b\r\n\'=1+1,"x,""y""",\'@z\r\n')
})

test('other rights stay', () => {
  const next = setCreate(setGrant(role, 'deal', { act: 'read', grant: { scope: 'own' } }), 'lead', true)
  expect(next.entities?.['lead']).toEqual({ read: true, create: true, assignTo: { scope: 'own' } })
})

test('the last exception of fields takes the list with it', () => {
  const hidden = setFieldRight(role, 'lead', { field: 'cost', right: 'hidden' })
  expect(hidden.entities?.['lead']?.fields).toEqual({ cost: 'hidden' })
  expect(setFieldRight(hidden, 'lead', { field: 'cost', right: undefined })).toEqual(role)
})
