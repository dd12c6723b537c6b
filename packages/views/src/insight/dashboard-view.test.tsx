// @vitest-environment jsdom
import type { Client, ReportAsk } from '@mortise/client'
import { builtinKit } from '@mortise/kit'
import type { ReportResult } from '@mortise/reports'
import { type DashboardDocument, documentKinds, type ReportDocument } from '@mortise/schema'
import { NavigatorProvider } from '@mortise/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { modelOf, textField } from '../testing/model.ts'
import { TestWorkspace } from '../testing/workspace.tsx'
import { DashboardView } from './dashboard-view.tsx'

const report: ReportDocument = {
  key: 'by_source',
  label: { zh: '来源', en: 'Sources' },
  source: { entity: 'lead' },
  dimensions: [{ key: 's', expr: { var: 'source' } }],
  measures: [{ key: 'n', agg: 'count' }],
}
const result: ReportResult = {
  columns: [
    { key: 's', role: 'dimension', label: '来源', type: { kind: 'text' } },
    { key: 'n', role: 'measure', label: '数量', type: { kind: 'number' } },
  ],
  rows: [{ s: '官网', n: 3 }],
  labels: {},
  asOf: '2026-03-05T02:00:00.000Z',
}
const board: DashboardDocument = {
  key: 'board',
  label: { zh: '看板', en: 'Board' },
  filters: [{ key: 'when', label: { zh: '时间', en: 'When' }, type: 'dateRange', targets: [] }],
  widgets: [
    { id: 'w', report: 'by_source', chart: { type: 'table' }, crossFilter: true, x: 0, y: 0, w: 12, h: 6 },
  ],
}

let drilled: ReportAsk[] = []

beforeEach(() => {
  drilled = []
  const client = {
    delivery: { fileUrl: () => '#' },
    insight: {
      dashboard: async () => board,
      report: async () => result,
      drill: async (_report: string, _row: unknown, ask: ReportAsk) => {
        drilled.push(ask)
        return { entity: 'lead', filter: true }
      },
    },
  } as unknown as Client
  const lead = { key: 'lead', label: { zh: '线索', en: 'Lead' }, fields: [textField('source', '来源')] }
  const known = modelOf([lead as never])
  const documents = (kind: (typeof documentKinds)[number]): unknown => (kind === 'report' ? [report] : [])
  const model = { ...known, entity: known.entity.bind(known), documents, document: () => report } as never
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TestWorkspace model={model} client={client} loadKit={() => kit}>
        <NavigatorProvider value={{ path: '/', go: () => undefined } as never}>
          <DashboardView dashboard="board" />
        </NavigatorProvider>
      </TestWorkspace>
    </QueryClientProvider>,
  )
})
afterEach(cleanup)

const kit = Promise.resolve(builtinKit)

async function choosePeriod(): Promise<HTMLElement> {
  fireEvent.mouseDown(await screen.findByRole('combobox', { name: '时间' }))
  return screen.findByTitle('本月')
}

it('leads from a chosen mark to its records under the filters as they are now', async () => {
  // The first drawing fetches what draws it.
  fireEvent.click(await screen.findByRole('button', { name: '官网' }, { timeout: 8000 }))
  const see = await screen.findByRole('button', { name: '查看记录' })
  fireEvent.click(await choosePeriod())
  fireEvent.click(see)
  expect(drilled).toEqual([{ filters: { when: 'thisMonth' }, dashboard: 'board' }])
})

it('opens the lists of its filters inside itself while it fills the screen', async () => {
  fireEvent.click(await screen.findByRole('button', { name: '全屏' }))
  const period = await choosePeriod()
  expect(period.closest('.m-dashboard-full')).not.toBeNull()
  // Escape closes the list first.
  fireEvent.keyDown(screen.getByRole('combobox', { name: '时间' }), { key: 'Escape' })
  expect(screen.queryByRole('button', { name: '退出全屏' })).not.toBeNull()
})
