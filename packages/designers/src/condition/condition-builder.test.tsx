import { createClient } from '@mortise/client'
import type { Json, Scope } from '@mortise/expressions'
import { builtinKit } from '@mortise/kit'
import { type EntityDocument, payloadScope } from '@mortise/schema'
import { UiProvider } from '@mortise/ui'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { editors } from '../kit/editors/index.ts'
import { designApi } from '../workbench/api.ts'
import { WorkbenchProvider } from '../workbench/context.tsx'
import { DesignSpace } from '../workbench/space.ts'
import { ConditionBuilder } from './condition-builder.tsx'

afterEach(cleanup)

const lead: EntityDocument = {
  key: 'lead',
  label: { zh: '线索', en: 'Lead' },
  title: 'name',
  fields: [
    { id: 'f1', key: 'name', type: 'text', label: { zh: '名称', en: 'Name' } },
    { id: 'f2', key: 'score', type: 'integer', label: { zh: '评分', en: 'Score' } },
  ],
}

const client = createClient({ baseUrl: '', locale: 'zh', fetch: () => Promise.reject(new Error('offline')) })

function Bench({
  start,
  told,
  scope,
}: {
  readonly start: Json
  readonly told: (value: Json) => void
  readonly scope?: Scope
}): ReactNode {
  const [value, setValue] = useState(start)
  const [space] = useState(
    () =>
      new DesignSpace(designApi(client), [
        { kind: 'entity', key: 'lead', app: 'crm', rev: 1, draft: false, json: lead },
      ]),
  )
  return (
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <WorkbenchProvider
        client={client}
        kit={builtinKit}
        api={designApi(client)}
        space={space}
        editors={editors}
      >
        <ConditionBuilder
          value={value}
          entity="lead"
          scope={scope}
          onChange={(next) => {
            setValue(next)
            told(next)
          }}
        />
      </WorkbenchProvider>
    </UiProvider>
  )
}

test('a comparison is only told once it is complete', () => {
  const told = vi.fn()
  render(<Bench start={null} told={told} />)
  fireEvent.click(screen.getByRole('button', { name: /添加条件$/ }))
  expect(told).toHaveBeenLastCalledWith(null)
  fireEvent.change(screen.getByLabelText('值'), { target: { value: '总' } })
  expect(told).toHaveBeenLastCalledWith({ contains: [{ var: 'name' }, '总'] })
})

test('a number is told as a number, and a removed comparison is gone', () => {
  const told = vi.fn()
  render(
    <Bench
      start={{ and: [{ '>=': [{ var: 'score' }, 60] }, { contains: [{ var: 'name' }, 'a'] }] }}
      told={told}
    />,
  )
  fireEvent.change(screen.getByDisplayValue('60'), { target: { value: '80' } })
  expect(told).toHaveBeenLastCalledWith({
    and: [{ '>=': [{ var: 'score' }, 80] }, { contains: [{ var: 'name' }, 'a'] }],
  })
  fireEvent.click(screen.getAllByRole('button', { name: '移除条件' })[1] as HTMLElement)
  expect(told).toHaveBeenLastCalledWith({ '>=': [{ var: 'score' }, 80] })
})

test('all becomes any', () => {
  const told = vi.fn()
  render(
    <Bench
      start={{ and: [{ '>=': [{ var: 'score' }, 60] }, { contains: [{ var: 'name' }, 'a'] }] }}
      told={told}
    />,
  )
  fireEvent.click(screen.getByLabelText('满足任一'))
  expect(told).toHaveBeenLastCalledWith({
    or: [{ '>=': [{ var: 'score' }, 60] }, { contains: [{ var: 'name' }, 'a'] }],
  })
})

test('every box of a comparison has a name', async () => {
  render(<Bench start={{ '>=': [{ var: 'score' }, 60] }} told={() => undefined} />)
  for (const name of ['字段', '关系']) expect(screen.getByRole('combobox', { name })).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('值').value).toBe('60')
})

test('groups stand in groups, and a formula may stand among comparisons', () => {
  const told = vi.fn()
  render(<Bench start={{ '>=': [{ var: 'score' }, 60] }} told={told} />)
  fireEvent.click(screen.getByRole('button', { name: '添加条件组' }))
  fireEvent.click(screen.getAllByRole('button', { name: '添加条件组' })[0] as HTMLElement)
  expect(screen.getAllByRole('button', { name: '移除条件组' })).toHaveLength(2)
  const [, outer, inner] = screen.getAllByLabelText('值')
  if (outer === undefined || inner === undefined) throw new Error('three comparisons were expected')
  fireEvent.change(outer, { target: { value: '甲' } })
  fireEvent.change(inner, { target: { value: '乙' } })
  expect(told).toHaveBeenLastCalledWith({
    and: [
      { '>=': [{ var: 'score' }, 60] },
      { or: [{ contains: [{ var: 'name' }, '甲'] }, { contains: [{ var: 'name' }, '乙'] }] },
    ],
  })
})

test('what a message holds is compared as the record is: a number with a number, a text by its operators', async () => {
  const told = vi.fn()
  const scope = payloadScope({ order: { amount: 12.5, channel: 'web' } })
  render(<Bench start={{ '>=': [{ var: 'payload.order.amount' }, 60] }} told={told} scope={scope} />)
  await screen.findByText('收到的数据 / order / amount')
  fireEvent.change(screen.getByLabelText('值'), { target: { value: '80' } })
  fireEvent.blur(screen.getByLabelText('值'))
  expect(told).toHaveBeenLastCalledWith({ '>=': [{ var: 'payload.order.amount' }, 80] })
  fireEvent.mouseDown(screen.getByRole('combobox', { name: '字段' }))
  fireEvent.click(await screen.findByText('收到的数据 / order / channel'))
  fireEvent.change(screen.getByLabelText('值'), { target: { value: 'app' } })
  expect(told).toHaveBeenLastCalledWith({ contains: [{ var: 'payload.order.channel' }, 'app'] })
})
