import type { Client, Me, MergeStory, WireRecord } from '@mortise/client'
import { builtinFieldTypes } from '@mortise/fields'
import { type AppDocuments, compileModel, documentKinds, extensionList } from '@mortise/schema'
import { UiProvider } from '@mortise/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { MetadataProvider } from '../workspace/metadata.tsx'
import { MergesDrawer } from './merges-drawer.tsx'

const fields = extensionList(builtinFieldTypes)
const entityOf = (key: string, zh: string) => ({
  key,
  label: { zh, en: key },
  title: 'name',
  fields: [{ key: 'name', type: 'text', label: { zh: '名称', en: 'Name' } }],
})
const app = {
  app: { key: 'a', label: 'A', version: '1.0.0' },
  ...Object.fromEntries(documentKinds.map((kind) => [kind, []])),
  entity: [entityOf('account', '客户'), entityOf('deal', '商机')],
} as unknown as AppDocuments
const { model } = compileModel({ apps: [app], fieldFacts: fields, version: 1 })
const me = { workspace: { timeZone: 'Asia/Shanghai' }, entities: {} } as unknown as Me
const head = { at: '2026-11-01T08:00:00.000Z', actorName: '王芳', links: [] }

function open(stories: readonly MergeStory[]) {
  const unmerge = vi.fn(() => Promise.resolve({}))
  const client = {
    records: { merges: () => Promise.resolve(stories), unmerge },
  } as unknown as Client
  const entity = model.entity('account')
  if (entity === undefined) throw new Error('no account')
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <QueryClientProvider client={new QueryClient()}>
        <MetadataProvider
          {...{ client, model, me }}
          kit={{ fields }}
          loadKit={() => Promise.reject(new Error('not needed'))}
        >
          <MergesDrawer
            entity={entity}
            record={{ id: 'a', version: 1 } as unknown as WireRecord}
            onClose={() => undefined}
          />
        </MetadataProvider>
      </QueryClientProvider>
    </UiProvider>,
  )
  return unmerge
}

afterEach(cleanup)

test('a merge is taken apart after it was said what comes back', async () => {
  const records = [{ id: 'b', title: '雲嶺', state: 'bin' }] as const
  const unmerge = open([{ ...head, id: 'm1', records, links: [{ entity: 'deal', count: 3 }] }])
  expect(await screen.findByText('王芳')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: /拆\s*分/ }))
  expect(await screen.findByText(/将恢复：雲嶺。指回原记录：商机 3。/)).toBeTruthy()
  expect(unmerge).not.toHaveBeenCalled()
  fireEvent.click(screen.getAllByRole('button', { name: /拆\s*分/ }).at(-1) as HTMLElement)
  await waitFor(() => expect(unmerge).toHaveBeenCalledWith('account', 'm1'))
})

test('a merge of what was deleted for good says so instead of offering to undo it', async () => {
  open([{ ...head, id: 'm1', records: [{ id: 'b', title: null, state: 'gone' }] }])
  expect(await screen.findByText(/不能再拆分/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: /拆\s*分/ })).toBeNull()
})
