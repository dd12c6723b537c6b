import { language } from '@mortise/expressions'
import { fieldFaces } from '@mortise/fields/react'
import { compileForm, openForm, validateForm } from '@mortise/forms'
import type { EntityDocument, FormDocument, FormNode, RecordValues } from '@mortise/schema'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { useEffect } from 'react'
import { afterEach, expect, test } from 'vitest'
import { fields, modelOf, textField } from '../testing/model.ts'
import { TestWorkspace } from '../testing/workspace.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { FormStore } from './form-store.ts'
import { FormView } from './form-view.tsx'
import { type Problems, useProblems } from './use-problems.ts'

const deal: EntityDocument = {
  key: 'deal',
  label: { zh: '商机', en: 'Deal' },
  title: 'name',
  fields: [
    { ...textField('name', '名称'), required: true },
    { ...textField('reason', '原因'), required: true },
    { ...textField('phone', '电话'), required: true },
    {
      key: 'country',
      type: 'select',
      label: { zh: '国家', en: 'Country' },
      settings: { options: ['cn', 'us'].map((value) => ({ value, label: value })) },
    },
    {
      key: 'city',
      type: 'select',
      label: { zh: '城市', en: 'City' },
      settings: {
        options: [
          { value: 'sh', label: '上海', of: 'cn' },
          { value: 'ny', label: '纽约', of: 'us' },
        ],
      },
    },
    {
      key: 'items',
      type: 'subtable',
      label: { zh: '明细', en: 'Items' },
      settings: { target: 'line', parentField: 'deal' },
    },
  ],
}
const line: EntityDocument = {
  key: 'line',
  label: 'line',
  kind: 'child',
  title: 'product',
  fields: [
    { key: 'deal', type: 'link', label: 'deal', settings: { target: 'deal' } },
    { ...textField('product', '产品'), required: true },
  ],
}
const model = modelOf([deal, line])

const at: { problems?: Problems } = {}

function Page({ store }: { readonly store: FormStore }) {
  const problems = useProblems(store)
  useEffect(() => {
    at.problems = problems
  })
  const ctx = { locale: 'zh' as const, timeZone: 'Asia/Shanghai', types: fields, faces: fieldFaces }
  return (
    <>
      <ErrorSummary store={store} problems={problems.list} locale="zh" />
      <FormView store={store} ctx={ctx} />
    </>
  )
}

function open(nodes: readonly FormNode[], values: RecordValues = {}): FormStore {
  const entity = model.entity('deal')
  if (entity === undefined) throw new Error('no deal')
  const form: FormDocument = { key: 'edit', entity: 'deal', purpose: 'edit', nodes }
  const program = compileForm({ model, entity, form, fields, language })
  const store = new FormStore(
    program,
    openForm(program, { values, isNew: true, now: '2026-03-05T00:00:00.000Z' }),
  )
  render(
    <TestWorkspace model={model}>
      <Page store={store} />
    </TestWorkspace>,
  )
  return store
}

const check = (store: FormStore): void =>
  act(() => at.problems?.show(validateForm(store.program, store.state).errors))
const settled = async (): Promise<void> => {
  await act(() => new Promise((later) => setTimeout(later, 60)))
}

afterEach(cleanup)

const tabs: readonly FormNode[] = [
  {
    type: 'tabs',
    tabs: [
      { label: '基本', nodes: [{ type: 'field', field: 'name' }] },
      {
        label: '更多',
        nodes: [
          {
            type: 'section',
            label: '背景',
            collapsed: true,
            nodes: [{ type: 'field', field: 'reason' }],
          },
        ],
      },
      { label: '清单', nodes: [{ type: 'subtable', field: 'items' }] },
    ],
  },
]

test('an error opens the tab and the folded part that hide its field, and puts the cursor there', async () => {
  const store = open(tabs, { name: 'x', items: [{ product: 'a' }] })
  expect(screen.queryByLabelText(/原因/)).toBeNull()
  check(store)
  await settled()
  expect(document.activeElement).toBe(screen.getByLabelText(/原因/))
})

test('tabs tell how much in them is to be put right; the summary leads to the very row', async () => {
  const store = open(tabs, { items: [{ product: 'a' }, {}, {}] })
  check(store)
  await settled()
  expect(within(screen.getByRole('tab', { name: /清单/ })).getByText('有 2 处需要修改')).toBeTruthy()
  expect(within(screen.getByRole('tab', { name: /基本/ })).getByText('有 1 处需要修改')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: /明细第 3 行：/ }))
  await settled()
  const row = (document.activeElement as HTMLElement).closest('tr')
  expect(row?.dataset['index']).toBe('2')
})

test('what is put right goes from the summary while the rest stays', async () => {
  const store = open(tabs, { items: [] })
  check(store)
  await settled()
  expect(screen.getByText('有 2 处需要修改', { selector: 'strong' })).toBeTruthy()
  act(() => store.change('name', '云岭'))
  await act(() => new Promise((later) => setTimeout(later, 400)))
  expect(screen.getByText('有 1 处需要修改', { selector: 'strong' })).toBeTruthy()
})

const steps = (more: object = {}): readonly FormNode[] => [
  {
    type: 'steps',
    ...more,
    steps: [
      { label: '第一步', nodes: [{ type: 'field', field: 'name' }] },
      { label: '第二步', nodes: [{ type: 'field', field: 'reason' }] },
      { label: '第三步', nodes: [{ type: 'field', field: 'phone' }] },
    ],
  },
]

test('a step is checked before the next one opens; what is behind is not', async () => {
  const store = open(steps())
  fireEvent.click(screen.getByRole('button', { name: '下一步' }))
  await settled()
  expect(screen.getByLabelText(/名称/).getAttribute('aria-invalid')).toBe('true')
  fireEvent.change(screen.getByLabelText(/名称/), { target: { value: '云岭' } })
  fireEvent.click(screen.getByRole('button', { name: '下一步' }))
  expect(screen.getByLabelText(/原因/)).toBeTruthy()
  expect(store.state.fields['phone']?.errors).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: '上一步' }))
  expect(screen.getByLabelText(/名称/)).toBeTruthy()
})

test('a form may let its steps be walked through freely', () => {
  open(steps({ checkEachStep: false }))
  fireEvent.click(screen.getByRole('button', { name: '下一步' }))
  fireEvent.click(screen.getByRole('button', { name: '下一步' }))
  expect(screen.getByLabelText(/电话/)).toBeTruthy()
})

test('a choice cleared because it no longer fits is said in a short message', async () => {
  const store = open(
    [
      { type: 'field', field: 'country' },
      { type: 'field', field: 'city', optionsFilter: { '==': [{ var: 'of' }, { var: 'record.country' }] } },
    ],
    { country: 'cn', city: 'sh' },
  )
  if (store.program.problems.length > 0) throw new Error(JSON.stringify(store.program.problems))
  act(() => store.change('country', 'us'))
  expect(store.state.fields['city']?.value).toBeNull()
  expect(await screen.findByText(/城市/, { selector: '.m-toast span' })).toBeTruthy()
})

test('a form counts as changed only while something a person wrote differs', () => {
  const store = open(tabs, { name: 'x', items: [{ product: 'a' }] })
  expect(store.dirty).toBe(false)
  act(() => store.change('name', 'y'))
  expect(store.changed()).toEqual({ name: 'y' })
  act(() => store.change('name', 'x'))
  expect(store.dirty).toBe(false)
})
