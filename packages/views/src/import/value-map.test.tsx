import type { Client, ImportUnknown, Me } from '@mortise/client'
import { builtinFieldTypes } from '@mortise/fields'
import { type AppDocuments, compileModel, documentKinds, extensionList } from '@mortise/schema'
import { UiProvider } from '@mortise/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { MetadataProvider } from '../workspace/metadata.tsx'
import { ValueMap } from './value-map.tsx'

const fields = extensionList(builtinFieldTypes)
const options = [{ value: 'web', label: { zh: '网站', en: 'Web' } }]
const app = {
  ...Object.fromEntries(documentKinds.map((kind) => [kind, []])),
  app: { key: 'a', label: 'A', version: '1.0.0' },
  entity: [
    {
      key: 'account',
      label: { zh: '客户', en: 'Account' },
      title: 'name',
      fields: [{ key: 'name', type: 'text', label: 'n' }],
    },
    {
      key: 'lead',
      label: { zh: '线索', en: 'Lead' },
      title: 'name',
      fields: [
        { key: 'name', type: 'text', label: { zh: '名称', en: 'Name' } },
        { key: 'source', type: 'select', label: { zh: '来源', en: 'Source' }, settings: { options } },
        {
          key: 'account',
          type: 'link',
          label: { zh: '客户', en: 'Account' },
          settings: { target: 'account' },
        },
      ],
    },
  ],
} as unknown as AppDocuments
const { model } = compileModel({ apps: [app], fieldFacts: fields, version: 1 })
const me = { workspace: { timeZone: 'Asia/Shanghai' }, entities: {} } as unknown as Me

function open(unknown: ImportUnknown) {
  const addOptions = vi.fn(() => Promise.resolve())
  const client = { imports: { addOptions } } as unknown as Client
  const entity = model.entity('lead')
  if (entity === undefined) throw new Error('no lead')
  const [onValues, onCreateMissing, onAdded] = [vi.fn(), vi.fn(), vi.fn(() => Promise.resolve())]
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <QueryClientProvider client={new QueryClient()}>
        <MetadataProvider
          {...{ client, model, me }}
          kit={{ fields }}
          loadKit={() => Promise.reject(new Error('not needed'))}
        >
          <ValueMap
            id="i"
            {...{ entity, onValues, onCreateMissing, onAdded }}
            unknown={[unknown]}
            values={{}}
            createMissing={[]}
          />
        </MetadataProvider>
      </QueryClientProvider>
    </UiProvider>,
  )
  return { addOptions, onCreateMissing, onAdded }
}

afterEach(cleanup)

const source = {
  column: '来源',
  field: 'source',
  texts: [
    { text: '抖音', count: 3 },
    { text: '快手', count: 1 },
  ],
  more: 0,
}

test('texts that are no option become options, after a word of warning', async () => {
  const { addOptions, onAdded } = open({ ...source, create: { allowed: true } })
  expect(screen.getByText('“来源”里有 2 个值不是选项')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: /把 2 个都加为选项/ }))
  fireEvent.click(await screen.findByRole('button', { name: '增加并发布' }))
  await waitFor(() => expect(onAdded).toHaveBeenCalled())
  expect(addOptions).toHaveBeenCalledWith('i', 'source', ['抖音', '快手'])
})

test('who may not design reads why there is nothing to add', () => {
  open({ ...source, create: { allowed: false, why: '只有应用设计者可以添加选项。' } })
  expect(screen.getByText('只有应用设计者可以添加选项。')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /选项/ })).toBeNull()
})

test('records that are missing are created with the import when that is wanted', () => {
  const texts = [{ text: '云岭', count: 2 }]
  const { onCreateMissing } = open({
    column: '公司',
    field: 'account',
    target: 'account',
    texts,
    more: 0,
    create: { allowed: true },
  })
  fireEvent.click(screen.getByRole('checkbox', { name: '导入时新建这些客户' }))
  expect(onCreateMissing).toHaveBeenCalledWith(['account'])
})
