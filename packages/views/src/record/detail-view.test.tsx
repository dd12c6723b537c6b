import type { Client, WireRecord } from '@mortise/client'
import type { EntityDocument, FormDocument } from '@mortise/schema'
import { cleanup, render, screen } from '@testing-library/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import { modelOf, textField } from '../testing/model.ts'
import { TestWorkspace } from '../testing/workspace.tsx'
import { DetailView } from './detail-view.tsx'

afterEach(cleanup)

const site: EntityDocument = {
  key: 'site',
  label: { zh: '工地', en: 'Site' },
  title: 'name',
  fields: [textField('name', '名称')],
}
const form: FormDocument = {
  key: 'edit',
  entity: 'site',
  purpose: 'edit',
  nodes: [
    { type: 'field', field: 'name' },
    {
      type: 'tabs',
      tabs: [
        {
          label: '地图',
          nodes: [
            { type: 'note', text: '填写时才看的说明' },
            { type: 'html', id: 'h', html: '<p>去 <b>{{name}}</b></p>' },
            { type: 'embed', label: '路线', url: 'https://bi.example.com/way?to={{name}}' },
            {
              type: 'embed',
              label: '不显示',
              url: 'https://bi.example.com/no',
              visible: { '==': [{ var: 'name' }, '别处'] },
            },
          ],
        },
      ],
    },
  ],
}

test('a record that is read shows the codes, words and pages of its form, under the headings of it', async () => {
  const model = modelOf([site], [form])
  const entity = model.entity('site')
  if (entity === undefined) throw new Error('no site')
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TestWorkspace model={model} client={{} as Client}>
        <DetailView
          entity={entity}
          record={{ id: 'r1', version: 1, name: '东门' } as unknown as WireRecord}
        />
      </TestWorkspace>
    </QueryClientProvider>,
  )
  expect(
    (await screen.findByText('东门', { selector: '.m-html-node b, .m-html-node strong' })).tagName,
  ).toBeTruthy()
  expect(screen.getByRole('heading', { name: '地图' })).toBeTruthy()
  expect([...document.querySelectorAll('iframe')].map(({ src, title }) => [src, title])).toEqual([
    ['https://bi.example.com/way?to=%E4%B8%9C%E9%97%A8', '路线'],
  ])
  expect(screen.queryByText('填写时才看的说明')).toBeNull()
})
