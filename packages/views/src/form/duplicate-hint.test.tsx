import type { Client, DuplicateHit, Me } from '@mortise/client'
import type { RecordValues } from '@mortise/schema'
import { UiProvider } from '@mortise/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fields, modelOf, textField } from '../testing/model.ts'
import { MetadataProvider } from '../workspace/metadata.tsx'
import { RecordForm } from './record-form.tsx'

const model = modelOf([
  {
    key: 'account',
    label: { zh: '客户', en: 'Account' },
    title: 'name',
    duplicates: [
      { key: 'name', fields: ['name'], normalise: 'text', on: 'warn', show: ['owner'] },
      { key: 'code', fields: ['code'], on: 'block' },
    ],
    fields: [textField('name', '名称'), textField('code', '编号'), textField('city', '城市')],
  },
])
const all = { name: 'write', code: 'write', city: 'write', owner: 'read' }
const me = {
  user: { id: 'u', departmentId: null, roles: [] },
  workspace: { timeZone: 'Asia/Shanghai' },
  entities: { account: { create: true, read: true, update: true, fields: all } },
} as unknown as Me

const hit = (more: Partial<DuplicateHit>): DuplicateHit => ({
  entity: 'account',
  id: 'a',
  title: '云岭科技',
  owner: null,
  key: 'name',
  level: 'warn',
  shown: {},
  ...more,
})

function open(answer: (values: RecordValues) => readonly DuplicateHit[]) {
  const duplicates = vi.fn((_: string, values: RecordValues, _options?: { signal?: AbortSignal }) =>
    Promise.resolve({ data: answer(values), refs: { user: { u9: '张三' } } }),
  )
  const entity = model.entity('account')
  if (entity === undefined) throw new Error('no account')
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <QueryClientProvider client={new QueryClient()}>
        <MetadataProvider
          {...{ model, me }}
          client={{ records: { duplicates } } as unknown as Client}
          kit={{ fields }}
          loadKit={() => Promise.reject(new Error('not needed'))}
        >
          <RecordForm entity={entity} onSaved={() => undefined} onCancel={() => undefined} />
        </MetadataProvider>
      </QueryClientProvider>
    </UiProvider>,
  )
  return duplicates
}

const type = (label: RegExp, value: string): void =>
  void fireEvent.change(screen.getByLabelText(label), { target: { value } })
const wait = (ms: number): Promise<void> => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

test('a pause in typing asks once for all rules, and names what is there with a way to it', async () => {
  const asked = open(() => [
    hit({}),
    hit({ id: 'b', title: '雲嶺' }),
    hit({ id: null, title: null, shown: { owner: 'u9' } }),
  ])
  await wait(0)
  type(/名称/, '云')
  type(/编号/, 'A1')
  await wait(100)
  type(/名称/, '云岭')
  expect(asked).not.toHaveBeenCalled()
  await wait(500)
  expect(asked).toHaveBeenCalledTimes(1)
  expect(asked.mock.calls[0]?.[1]).toEqual({ name: '云岭', code: 'A1' })
  const hint = screen.getByText(/已有 2 条相似的客户/)
  expect(hint.closest('[aria-live=polite]')).toBeTruthy()
  expect(screen.getByRole('link', { name: '雲嶺' }).getAttribute('href')).toBe('/r/account/b')
  expect(screen.getByText(/无权查看/).textContent).toContain('张三')
})

test('leaving a field asks at once; other fields do not ask', async () => {
  const asked = open(() => [])
  await wait(0)
  type(/城市/, '昆明')
  await wait(500)
  expect(asked).not.toHaveBeenCalled()
  type(/名称/, '云岭')
  fireEvent.blur(screen.getByLabelText(/名称/))
  await wait(0)
  expect(asked).toHaveBeenCalledTimes(1)
})

test('a warning can be waved on until the value changes, a block cannot', async () => {
  open(({ code }) => [hit({}), ...(code === 'A1' ? [hit({ key: 'code', level: 'block' })] : [])])
  await wait(0)
  type(/名称/, '云岭')
  type(/编号/, 'A1')
  await wait(500)
  expect(screen.getByText('不能重复保存。')).toBeTruthy()
  const goOn = screen.getAllByRole('button', { name: /继续/ })
  expect(goOn).toHaveLength(1)
  fireEvent.click(goOn[0] as HTMLElement)
  expect(screen.queryByRole('button', { name: /继续/ })).toBeNull()
  expect(screen.getByText('不能重复保存。')).toBeTruthy()
  type(/名称/, '云岭科技')
  await wait(500)
  expect(screen.getByRole('button', { name: /继续/ })).toBeTruthy()
})

test('an answer that comes too late is dropped', async () => {
  const asked = open(() => [hit({})])
  await wait(0)
  type(/名称/, '云岭')
  await wait(399)
  fireEvent.blur(screen.getByLabelText(/名称/))
  type(/名称/, '')
  expect(asked.mock.calls[0]?.[2]?.signal?.aborted).toBe(true)
  await wait(500)
  expect(screen.queryByText(/相似/)).toBeNull()
  expect(asked).toHaveBeenCalledTimes(1)
})
