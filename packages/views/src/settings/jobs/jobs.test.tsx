import type { Client, Job } from '@mortise/client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { modelOf } from '../../testing/model.ts'
import { TestWorkspace } from '../../testing/workspace.tsx'
import { Jobs } from './jobs.tsx'

const label = { zh: '规则的定时运行', en: 'A rule by the clock' }
const job: Job = {
  id: 'j1',
  kind: 'rule_due',
  label,
  known: true,
  state: 'gaveUp',
  attempts: 10,
  maxAttempts: 10,
  nextAt: null,
  failedAt: '2026-01-02T00:00:00.000Z',
  createdAt: '2026-01-01T00:00:00.000Z',
  error: { words: { zh: '找不到记录', en: 'no record' }, text: 'x' },
  about: {
    flow: null,
    rule: { key: 'later', label: { zh: '跟进提醒', en: 'later' } },
    run: null,
    record: { entity: 'deal', id: 'd1', title: '华东项目' },
    outside: null,
    person: null,
  },
}

afterEach(cleanup)

test('an administrator sees what was given up and why, and discards it with a reason', async () => {
  const discard = vi.fn(() => Promise.resolve())
  const retry = vi.fn(() => Promise.resolve())
  const page = vi.fn(() => Promise.resolve({ data: [job], nextCursor: null }))
  const kinds = (): Promise<unknown> =>
    Promise.resolve([{ kind: 'rule_due', label, state: 'gaveUp', count: 12 }])
  const client = { jobs: { page, kinds, retry, discard } } as unknown as Client
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TestWorkspace model={modelOf([])} client={client}>
        <Jobs />
      </TestWorkspace>
    </QueryClientProvider>,
  )
  await waitFor(() => expect(screen.getByText('找不到记录')).toBeTruthy())
  expect(screen.getByText('需要处理 12')).toBeTruthy()
  expect(screen.getByText('已试 10 次')).toBeTruthy()
  expect(screen.getByText('规则“跟进提醒”')).toBeTruthy()
  expect(screen.getByRole('link', { name: /华东项目/ }).getAttribute('href')).toBe('/r/deal/d1')
  fireEvent.click(screen.getByRole('button', { name: '立即重试' }))
  await waitFor(() => expect(retry).toHaveBeenCalledWith('j1'))
  fireEvent.click(screen.getByRole('button', { name: '丢弃' }))
  const reason = await screen.findByRole('textbox', { name: /原因/ })
  const [, sure] = screen.getAllByRole('button', { name: '丢弃' })
  expect(sure?.hasAttribute('disabled')).toBe(true)
  fireEvent.change(reason, { target: { value: ' 客户已取消 ' } })
  if (sure !== undefined) fireEvent.click(sure)
  await waitFor(() => expect(discard).toHaveBeenCalledWith('j1', '客户已取消'))
  expect(page.mock.calls.length).toBeGreaterThan(1)
})
