import type { Client, WorkItem } from '@mortise/client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { modelOf } from '../testing/model.ts'
import { TestWorkspace } from '../testing/workspace.tsx'
import { BatchApprove } from './batch-approve.tsx'

const item = (id: string): WorkItem => ({
  id,
  rev: 3,
  state: 'active',
  nodeName: '主管审批',
  title: `报销 ${id}`,
  entity: 'deal',
  recordId: id,
  flow: 'f',
  starter: '陈晨',
  createdAt: '2026-01-01T00:00:00.000Z',
  dueAt: null,
  instanceId: id,
})

function Stage({
  onOpen,
  onClose,
}: {
  readonly onOpen: () => void
  readonly onClose: () => void
}): ReactNode {
  const [picked, onPick] = useState<ReadonlySet<string>>(new Set(['a']))
  return <BatchApprove items={['a', 'b'].map(item)} {...{ picked, onPick, onOpen, onClose }} />
}

afterEach(cleanup)

test('what is picked is approved with one word for all; what needs more is told with its reason', async () => {
  const approveMany = vi.fn(() =>
    Promise.resolve([
      { id: 'a', done: true },
      { id: 'b', done: false, error: { code: 'X', message: '还不能提交，请先填好或改正：“核定金额”。' } },
    ]),
  )
  const [onOpen, onClose] = [vi.fn(), vi.fn()]
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TestWorkspace model={modelOf([])} client={{ work: { approveMany } } as unknown as Client}>
        <Stage {...{ onOpen, onClose }} />
      </TestWorkspace>
    </QueryClientProvider>,
  )
  fireEvent.click(screen.getByRole('checkbox', { name: '全选' }))
  fireEvent.change(screen.getByRole('textbox', { name: '审批意见' }), { target: { value: ' 同意 ' } })
  fireEvent.click(screen.getByRole('button', { name: '同意 2 项' }))
  await waitFor(() => expect(screen.getByText(/请先填好或改正：“核定金额”/)).toBeTruthy())
  expect(approveMany).toHaveBeenCalledWith({
    items: [
      { id: 'a', itemRev: 3 },
      { id: 'b', itemRev: 3 },
    ],
    commandId: expect.any(String),
    comment: '同意',
  })
  // Only what was left stays picked, and the bar with it.
  expect(screen.getByText('已选 1 项')).toBeTruthy()
  expect(onClose).not.toHaveBeenCalled()
  fireEvent.click(screen.getByRole('button', { name: '去处理“报销 b”' }))
  expect(onOpen).toHaveBeenCalledWith('b')
})
