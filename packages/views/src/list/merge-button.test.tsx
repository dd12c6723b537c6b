import type { Client, Me, WireRecord } from '@mortise/client'
import { UiProvider } from '@mortise/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { fields, modelOf, textField } from '../testing/model.ts'
import { MetadataProvider } from '../workspace/metadata.tsx'
import { MergeButton } from './merge-button.tsx'
// The dialog is fetched with the button's first press; here it is there already.
import './merge-dialog.tsx'

const model = modelOf([
  {
    key: 'account',
    label: { zh: '客户', en: 'Account' },
    title: 'name',
    fields: [
      textField('name', '名称'),
      textField('city', '城市'),
      textField('phone', '电话'),
      textField('secret', '底牌'),
    ],
  },
])
const me = {
  workspace: { timeZone: 'Asia/Shanghai' },
  entities: {
    account: {
      create: true,
      read: true,
      update: true,
      delete: true,
      fields: { name: 'write', city: 'write', phone: 'write' },
    },
  },
} as unknown as Me

const a = { id: 'a', version: 1, name: '云岭', city: '昆明', phone: null } as unknown as WireRecord
const b = { id: 'b', version: 1, name: '雲嶺', city: '昆明', phone: '139' } as unknown as WireRecord

function open(records: readonly WireRecord[]) {
  const merge = vi.fn(() => Promise.resolve({ data: a, merge: 'm1' }))
  const unmerge = vi.fn(() => Promise.resolve({ data: a }))
  const get = (_: string, id: string) => Promise.resolve({ data: id === 'a' ? a : b, refs: {} })
  const client = { records: { get, merge, unmerge } } as unknown as Client
  const entity = model.entity('account')
  if (entity === undefined) throw new Error('no account')
  const done = vi.fn()
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <QueryClientProvider client={new QueryClient()}>
        <MetadataProvider
          {...{ client, model, me }}
          kit={{ fields }}
          loadKit={() => Promise.reject(new Error('not needed'))}
        >
          <MergeButton entity={entity} records={records} onDone={done} />
        </MetadataProvider>
      </QueryClientProvider>
    </UiProvider>,
  )
  return { merge, unmerge, done }
}

afterEach(cleanup)

test('what differs is shown side by side, and the chosen values go to the record that stays', async () => {
  const { merge, done } = open([a, b])
  fireEvent.click(screen.getByRole('button', { name: /合\s*并/ }))
  await screen.findByText('合并 2 条客户')
  expect(screen.queryByText('城市')).toBeNull()
  expect(screen.queryByText('底牌')).toBeNull()
  // What the kept record lacks is taken from the one that has it.
  expect(screen.getByLabelText<HTMLInputElement>('电话 2').checked).toBe(true)
  fireEvent.click(screen.getByLabelText('名称 2'))
  const buttons = screen.getAllByRole('button', { name: /合\s*并/ })
  fireEvent.click(buttons.at(-1) as HTMLElement)
  await waitFor(() => expect(done).toHaveBeenCalled())
  expect(merge).toHaveBeenCalledWith('account', { keep: 'a', ids: ['b'], choices: { name: 'b' } })
})

test('one record alone has nothing to be merged with', () => {
  open([a])
  expect(screen.queryByRole('button')).toBeNull()
})
