import type { Client, OneKeptRun } from '@mortise/client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { modelOf } from '../testing/model.ts'
import { TestWorkspace } from '../testing/workspace.tsx'
import { RunsPage } from './runs-page.tsx'

const run: OneKeptRun = {
  id: 'run1',
  title: '报价折扣：BJ-1',
  number: 'SP-001',
  flow: 'discount',
  flowName: '报价折扣',
  status: 'running',
  suspended: false,
  entity: 'quote',
  recordId: 'q1',
  starter: '陈晨',
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  places: [
    {
      tokenId: 't1',
      nodeId: 'w',
      name: '写回状态',
      since: '2026-01-02T00:00:00.000Z',
      incident: { id: 'i1', code: 'AUTOMATION_REFUSED', why: '自动化的权限不够' },
      tasks: [],
      wakesAt: null,
      waits: null,
      waitsFor: null,
      collects: false,
    },
  ],
  steps: [{ id: 'w', name: '写回状态' }],
}

function Stage(): ReactNode {
  const [open, onOpen] = useState<string>()
  return <RunsPage open={open} onOpen={onOpen} />
}

afterEach(cleanup)

test('who keeps flows sees what stopped and why, and gets it going again with a word about it', async () => {
  const act = vi.fn(() => Promise.resolve())
  const list = vi.fn(() =>
    Promise.resolve({
      flows: [{ key: 'discount', label: '报价折扣' }],
      rows: [run],
      nextCursor: null,
      stopped: 1,
    }),
  )
  const client = {
    runs: { list, one: () => Promise.resolve(run), act },
    work: { instance: () => Promise.resolve({ id: 'run1', flow: 'discount', state: 'running' }) },
  } as unknown as Client
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TestWorkspace model={modelOf([])} client={client}>
        <Stage />
      </TestWorkspace>
    </QueryClientProvider>,
  )
  await waitFor(() => expect(screen.getByText('自动化的权限不够')).toBeTruthy())
  expect(screen.getByText('需要处理 1')).toBeTruthy()
  expect(list).toHaveBeenCalledWith({ show: 'stopped' })
  fireEvent.click(screen.getByRole('button', { name: /报价折扣：BJ-1/ }))
  fireEvent.click(await screen.findByRole('button', { name: '重试这一步' }))
  fireEvent.change(await screen.findByRole('textbox', { name: /原因/ }), { target: { value: ' 已加权限 ' } })
  const [, sure] = screen.getAllByRole('button', { name: '重试这一步' })
  if (sure !== undefined) fireEvent.click(sure)
  await waitFor(() =>
    expect(act).toHaveBeenCalledWith('run1', 'retry', {
      commandId: expect.any(String),
      comment: '已加权限',
      tokenId: 't1',
      incidentId: 'i1',
    }),
  )
})
