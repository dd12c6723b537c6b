import type { Client, DryRun, ImportFix, ImportFixed, Me } from '@mortise/client'
import { builtinFieldTypes } from '@mortise/fields'
import { type AppDocuments, compileModel, documentKinds, extensionList } from '@mortise/schema'
import { UiProvider } from '@mortise/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { MetadataProvider } from '../workspace/metadata.tsx'
import { FaultGrid } from './fault-grid.tsx'

const fields = extensionList(builtinFieldTypes)
const text = (key: string, zh: string) => ({ key, type: 'text', label: { zh, en: key } })
const app = {
  ...Object.fromEntries(documentKinds.map((kind) => [kind, []])),
  app: { key: 'a', label: 'A', version: '1.0.0' },
  entity: [
    {
      key: 'lead',
      label: { zh: '线索', en: 'Lead' },
      title: 'name',
      fields: [text('name', '名称'), text('visits', '访问')],
    },
  ],
} as unknown as AppDocuments
const { model } = compileModel({ apps: [app], fieldFacts: fields, version: 1 })
const me = { workspace: { timeZone: 'Asia/Shanghai' }, entities: {} } as unknown as Me
const counts = { create: 1, update: 0, skip: 0, error: 3 }
const cell = (index: number, original: string, message: string | null = '不是数字') =>
  ({ index, line: index + 2, column: '访问次数', original, message }) as const
const found: DryRun = { counts, errors: [cell(0, '很多'), cell(1, '很多'), cell(2, '<b>x</b>')] }

function open(answer: (fixes: readonly ImportFix[]) => ImportFixed) {
  const fix = vi.fn((_: string, fixes: readonly ImportFix[]) => Promise.resolve(answer(fixes)))
  const client = { imports: { fix } } as unknown as Client
  const entity = model.entity('lead')
  if (entity === undefined) throw new Error('no lead')
  const Grid = () => {
    const [dryRun, setDryRun] = useState(found)
    const columns = new Set(['访问次数'])
    return (
      <FaultGrid
        id="i"
        mapping={{ 访问次数: 'visits' }}
        {...{ entity, dryRun, columns }}
        onChange={setDryRun}
      />
    )
  }
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <QueryClientProvider client={new QueryClient()}>
        <MetadataProvider
          {...{ client, model, me }}
          kit={{ fields }}
          loadKit={() => Promise.reject(new Error('not needed'))}
        >
          <Grid />
        </MetadataProvider>
      </QueryClientProvider>
    </UiProvider>,
  )
  return fix
}

afterEach(cleanup)

const valueOf = (line: number): HTMLElement =>
  screen.getByRole('button', { name: new RegExp(`修改第 ${line} 行`) })

test('a cell is corrected where it stands, by keyboard, and says at once that it is right', async () => {
  const fix = open(() => ({ counts, errors: [{ ...cell(0, '很多', null), words: '12' }] }))
  fireEvent.keyDown(valueOf(2), { key: 'ArrowDown' })
  expect(document.activeElement).toBe(valueOf(3))
  fireEvent.click(valueOf(2))
  const input = screen.getByRole('textbox', { name: '第 2 行“访问次数”的新值' })
  fireEvent.change(input, { target: { value: '12' } })
  fireEvent.keyDown(input, { key: 'Enter' })
  await screen.findByText('已改好')
  expect(fix).toHaveBeenCalledWith('i', [{ column: '访问次数', index: 0, original: '很多', words: '12' }])
  expect(screen.getByText('还有 2 处错误，已改 1 处。点单元格直接修改。')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(valueOf(2)))
})

test('one click corrects all cells that say the same, and another takes it back', async () => {
  const fix = open((fixes) => ({
    counts,
    errors: [0, 1].map((index) =>
      fixes[0]?.words === null ? cell(index, '很多') : { ...cell(index, '很多', null), words: '9' },
    ),
  }))
  fireEvent.click(valueOf(3))
  fireEvent.change(screen.getByRole('textbox', { name: /第 3 行/ }), { target: { value: '9' } })
  fireEvent.click(screen.getByRole('button', { name: '相同的 2 处都改' }))
  await waitFor(() => expect(screen.getAllByText('已改好')).toHaveLength(2))
  expect(fix).toHaveBeenCalledWith('i', [{ column: '访问次数', original: '很多', words: '9' }])
  fireEvent.click(screen.getByRole('radio', { name: '未改' }))
  expect(screen.queryByText('已改好')).toBeNull()
  fireEvent.click(screen.getByRole('radio', { name: '全部' }))
  const [undo] = screen.getAllByRole('button', { name: '还原' })
  fireEvent.click(undo as HTMLElement)
  await waitFor(() => expect(screen.queryByText('已改好')).toBeNull())
})

test('Escape leaves a cell as it is, and what looks like markup is text', () => {
  const fix = open(() => ({ counts, errors: [] }))
  expect(screen.getByText('<b>x</b>')).toBeTruthy()
  fireEvent.click(valueOf(4))
  fireEvent.keyDown(screen.getByRole('textbox', { name: /第 4 行/ }), { key: 'Escape' })
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(fix).not.toHaveBeenCalled()
})
