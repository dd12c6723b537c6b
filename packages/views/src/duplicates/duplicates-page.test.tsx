import type { Client, DuplicateGroup, DuplicateSearch, Me, WireRecord } from '@mortise/client'
import { UiProvider } from '@mortise/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { fields, modelOf, textField } from '../testing/model.ts'
import { MetadataProvider } from '../workspace/metadata.tsx'
import { DuplicatesPage } from './duplicates-page.tsx'

const entity = (key: string, zh: string, more: object = {}) => ({
  key,
  label: { zh, en: key },
  title: 'name',
  fields: [textField('name', '名称'), textField('city', '城市'), textField('firm', '公司')],
  ...more,
})
const across = [{ entity: 'lead', fields: ['firm'] }]
const model = modelOf([
  entity('account', '客户', {
    duplicates: [
      { key: 'name', fields: ['name'], normalise: 'text', on: 'warn', across },
      { key: 'city', fields: ['city'], on: 'warn' },
    ],
  }),
  entity('lead', '线索'),
])
const right = { name: 'write', city: 'write', firm: 'write' }
const all = { create: true, read: true, update: true, delete: true, export: true, fields: right }
const me = (rights: object) =>
  ({ workspace: { timeZone: 'Asia/Shanghai' }, entities: { account: rights, lead: all } }) as unknown as Me

const record = (id: string, values: object) => ({ id, version: 1, ...values }) as unknown as WireRecord
const a = record('a', { name: '云岭', city: '昆明' })
const b = record('b', { name: '雲嶺', city: '大理' })
const c = record('c', { name: '张伟', firm: '云岭公司' })
const group: DuplicateGroup = {
  n: 1,
  rule: 'name',
  size: 3,
  records: [
    { entity: 'account', record: a },
    { entity: 'account', record: b },
    { entity: 'lead', record: c },
  ],
}
const search = (state: DuplicateSearch['state'], groups = 1): DuplicateSearch => ({
  id: 's1',
  entity: 'account',
  rules: ['name'],
  state,
  error: state === 'failed' ? 'out of memory' : null,
  done: state === 'done' ? 1 : 0,
  groups,
  createdAt: '2026-03-02T01:00:00.000Z',
  finishedAt: state === 'done' ? '2026-03-02T01:00:09.000Z' : null,
})

function open(latest: DuplicateSearch | undefined, groups: readonly DuplicateGroup[], rights: object = all) {
  const duplicates = {
    latest: vi.fn(() => Promise.resolve(latest)),
    start: vi.fn((_entity: string, _rules?: readonly string[]) => Promise.resolve(search('running', 0))),
    progress: vi.fn(() => Promise.resolve(search('done'))),
    cancel: vi.fn(() => Promise.resolve(search('canceled'))),
    groups: vi.fn(() => Promise.resolve({ data: groups, next: null })),
    keepApart: vi.fn((_id: string, _group: object) => Promise.resolve([['a', 'b']])),
    undoApart: vi.fn(() => Promise.resolve()),
    exportUrl: () => '/file',
  }
  const account = model.entity('account')
  if (account === undefined) throw new Error('no account')
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <MetadataProvider
          {...{ model }}
          me={me(rights)}
          client={{ duplicates } as unknown as Client}
          kit={{ fields }}
          loadKit={() => Promise.reject(new Error('not needed'))}
        >
          <DuplicatesPage entity={account} />
        </MetadataProvider>
      </QueryClientProvider>
    </UiProvider>,
  )
  return duplicates
}

afterEach(cleanup)

test('a search goes by the rules that are chosen, and shows what it found when it is done', async () => {
  const calls = open(undefined, [group])
  fireEvent.click(await screen.findByLabelText('城市完全相同'))
  expect(screen.getByText(/也在线索中找/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '开始查找' }))
  await waitFor(() => expect(calls.start).toHaveBeenCalledWith('account', ['name']))
  await screen.findByText(/正在查找/)
  expect(await screen.findByText('找到 1 组', undefined, { timeout: 5000 })).toBeTruthy()
  const found = await screen.findByRole('region', { name: /名称只差写法/ })
  expect(within(found).getByRole('link', { name: '张伟' }).getAttribute('href')).toBe('/r/lead/c')
  expect(within(found).getByText('线索')).toBeTruthy()
  // What is compared stands first, also from the field of another name.
  expect(within(found).getByText('大理')).toBeTruthy()
})

test('records that are not the same are told apart, all or one of them', async () => {
  const calls = open(search('done'), [group])
  fireEvent.click(await screen.findByRole('button', { name: '不是重复' }))
  await waitFor(() => expect(calls.keepApart).toHaveBeenCalledWith('s1', { n: 1 }))
  fireEvent.click(screen.getByRole('button', { name: '“张伟”不是其中之一' }))
  await waitFor(() => expect(calls.keepApart).toHaveBeenCalledWith('s1', { n: 1, record: 'c' }))
})

test('nothing found, everything settled, and no rights each say so', async () => {
  open(search('done', 0), [])
  expect(await screen.findByText('没有找到重复')).toBeTruthy()
  cleanup()
  open(search('done', 4), [])
  expect(await screen.findByText('都处理完了')).toBeTruthy()
  cleanup()
  open(undefined, [], { ...all, delete: false })
  expect(await screen.findByText('还没有查重规则')).toBeTruthy()
})

test('a search that failed for good says so with the reason, and can be tried again', async () => {
  const duplicates = open(search('failed', 0), [])
  expect((await screen.findByRole('alert')).textContent).toContain('没有查完')
  expect(screen.getByText(/out of memory/)).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: '再试一次' }))
  await waitFor(() => expect(duplicates.start).toHaveBeenCalledWith('account', ['name']))
})
