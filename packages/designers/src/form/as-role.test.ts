import type { FormDocument } from '@mortise/schema'
import { expect, test } from 'vitest'
import { asRole } from './as-role.ts'

const form: FormDocument = {
  key: 'edit',
  entity: 'lead',
  purpose: 'edit',
  nodes: [
    {
      type: 'section',
      nodes: [
        { type: 'field', field: 'name' },
        { type: 'field', field: 'cost' },
        { type: 'field', field: 'phone' },
      ],
    },
  ],
}

test('a role sees no hidden fields, and writes only what it may', () => {
  const fields = { cost: 'hidden', phone: 'masked' } as const
  const role = { key: 'sales', label: '销售', entities: { lead: { update: true, fields } } }
  expect(asRole(form, role).nodes).toEqual([
    {
      type: 'section',
      nodes: [
        { type: 'field', field: 'name' },
        { type: 'field', field: 'phone', readOnly: true },
      ],
    },
  ])
})

test('who may only read writes nothing, and who may not even that sees nothing', () => {
  const reader = { key: 'r', label: '', entities: { lead: { read: true } } }
  expect(JSON.stringify(asRole(form, reader).nodes)).toContain('"field":"name","readOnly":true')
  expect(asRole(form, { key: 'x', label: '' }).nodes).toEqual([])
})
