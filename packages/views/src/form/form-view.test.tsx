import { language } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import { fieldFaces } from '@mortise/fields/react'
import { compileForm, openForm, showErrors, validateForm, valuesOf } from '@mortise/forms'
import { type AppDocuments, compileModel, extensionList, type FormDocument } from '@mortise/schema'
import { UiProvider } from '@mortise/ui'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, test } from 'vitest'
import { FormStore } from './form-store.ts'
import { FormView } from './form-view.tsx'

const fields = extensionList(builtinFieldTypes)
const none = {
  form: [],
  view: [],
  page: [],
  rule: [],
  flow: [],
  score: [],
  assignment: [],
  table: [],
  calendar: [],
}
const also = { report: [], dashboard: [], print: [], mail: [], role: [] }
const deal = {
  key: 'deal',
  label: { zh: '商机', en: 'Deal' },
  title: 'name',
  fields: [
    { key: 'name', type: 'text', label: { zh: '名称', en: 'Name' }, required: true },
    { key: 'won', type: 'boolean', label: { zh: '赢单', en: 'Won' } },
    { key: 'reason', type: 'text', label: { zh: '原因', en: 'Reason' } },
    { key: 'price', type: 'money', label: { zh: '单价', en: 'Price' } },
  ],
}
const app = {
  app: { key: 'a', label: 'A', version: '1.0.0' },
  ...none,
  ...also,
  entity: [deal],
} as unknown as AppDocuments
const { model } = compileModel({ apps: [app], fieldFacts: fields, version: 1 })

const form: FormDocument = {
  key: 'edit',
  entity: 'deal',
  purpose: 'edit',
  nodes: [
    {
      type: 'section',
      label: { zh: '基本', en: 'Basics' },
      nodes: [
        { type: 'field', field: 'name', span: 6 },
        { type: 'field', field: 'won' },
        { type: 'field', field: 'reason', visible: { '==': [{ var: 'won' }, true] }, required: true },
        { type: 'field', field: 'price' },
      ],
    },
  ],
}

function open(): FormStore {
  const entity = model.entity('deal')
  if (entity === undefined) throw new Error('no deal')
  const program = compileForm({ model, entity, form, fields, language })
  const store = new FormStore(
    program,
    openForm(program, { values: {}, isNew: true, now: '2026-03-05T00:00:00.000Z' }),
  )
  const ctx = { locale: 'zh' as const, timeZone: 'Asia/Shanghai', types: fields, faces: fieldFaces }
  const page: ReactNode = <FormView store={store} ctx={ctx} />
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      {page}
    </UiProvider>,
  )
  return store
}

afterEach(cleanup)

test('a field shows when its condition comes true, and goes again', () => {
  open()
  expect(screen.queryByLabelText(/原因/)).toBeNull()
  fireEvent.click(screen.getByRole('switch'))
  expect(screen.getByLabelText(/原因/)).toBeTruthy()
  fireEvent.click(screen.getByRole('switch'))
  expect(screen.queryByLabelText(/原因/)).toBeNull()
})

test('what is typed is what is saved', () => {
  const store = open()
  fireEvent.change(screen.getByLabelText(/名称/), { target: { value: '云岭二期' } })
  const price = screen.getByLabelText(/单价/)
  fireEvent.focus(price)
  fireEvent.change(price, { target: { value: '1,234.5' } })
  expect(valuesOf(store.program, store.state)).toMatchObject({ name: '云岭二期', price: '1234.5' })
  expect(store.dirty).toBe(true)
})

test('errors stand at their fields, tied to them for a screen reader', () => {
  const store = open()
  const verdict = validateForm(store.program, store.state)
  act(() => store.set((state) => showErrors(state, verdict.errors).state))
  const input = screen.getByLabelText(/名称/)
  expect(input.getAttribute('aria-invalid')).toBe('true')
  const id = input.getAttribute('aria-describedby') ?? ''
  expect(document.getElementById(id)?.textContent).toContain('名称')
})

test('typing in one field does not redraw the others', () => {
  const store = open()
  const before = store.state.fields['price']
  fireEvent.change(screen.getByLabelText(/名称/), { target: { value: 'x' } })
  expect(store.state.fields['price']).toBe(before)
})
