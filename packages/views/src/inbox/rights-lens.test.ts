import { language } from '@mortise/expressions'
import { compileForm, openForm } from '@mortise/forms'
import type { EntityDocument, FormDocument } from '@mortise/schema'
import { expect, test } from 'vitest'
import { FormStore } from '../form/form-store.ts'
import { fields, modelOf, textField } from '../testing/model.ts'
import { rightsLens } from './rights-lens.ts'

const request: EntityDocument = {
  key: 'request',
  label: { zh: '申请', en: 'Request' },
  title: 'name',
  fields: [
    textField('name', '名称'),
    textField('note', '说明'),
    textField('secret', '底价'),
    textField('place', '地点'),
    { key: 'amount', type: 'integer', label: { zh: '金额', en: 'Amount' } },
  ],
}
const model = modelOf([request])
const large = { '>': [{ var: 'amount' }, 100] }
const form: FormDocument = {
  key: 'edit',
  entity: 'request',
  purpose: 'approval',
  nodes: [
    { type: 'field', field: 'name', readOnly: large },
    { type: 'field', field: 'note', required: large, visible: large },
    { type: 'field', field: 'secret', visible: large },
    { type: 'field', field: 'place' },
    { type: 'field', field: 'amount' },
  ],
}

test('what a step of a flow forbids stays forbidden whatever the form works out anew', () => {
  const entity = model.entity('request')
  if (entity === undefined) throw new Error('no request')
  const program = compileForm({ model, entity, form, fields, language })
  const opened = openForm(program, {
    values: { amount: 5 },
    isNew: false,
    now: '2026-03-05T00:00:00.000Z',
  })
  const lens = rightsLens({ amount: 'write', note: 'read', secret: 'hidden', name: 'read' })
  const store = new FormStore(program, opened, { lens })
  store.change('amount', 500)
  const { note, secret, name } = store.state.fields
  expect(note).toMatchObject({ visible: true, readOnly: true, required: false })
  expect(secret?.visible).toBe(false)
  store.change('amount', 1)
  expect(store.state.fields['name']).toMatchObject({ readOnly: true })
  expect(name?.readOnly).toBe(true)
  store.change('name', '改名')
  expect(store.state.fields['name']?.value).toBeNull()
})

test('fields that did not change are the same for what shows them', () => {
  const entity = model.entity('request')
  if (entity === undefined) throw new Error('no request')
  const program = compileForm({ model, entity, form, fields, language })
  const opened = openForm(program, { values: {}, isNew: false, now: '2026-03-05T00:00:00.000Z' })
  const store = new FormStore(program, opened, { lens: rightsLens({ '*': 'read', amount: 'write' }) })
  const before = store.state.fields['place']
  store.change('amount', 2)
  expect(before?.readOnly).toBe(true)
  expect(store.state.fields['place']).toBe(before)
})
