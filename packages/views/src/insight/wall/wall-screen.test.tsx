// @vitest-environment jsdom
import type { Client } from '@mortise/client'
import { builtinKit } from '@mortise/kit'
import { NavigatorProvider } from '@mortise/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { modelOf } from '../../testing/model.ts'
import { TestWorkspace } from '../../testing/workspace.tsx'
import { WallScreen } from './wall-screen.tsx'

const asOf = '2026-03-05T02:00:00.000Z'
const numbers = {
  columns: [{ key: 'n', role: 'measure', label: '数量', type: { kind: 'number' } }],
  rows: [{ n: 3 }],
  labels: {},
  asOf,
}
const boardOf = (key: string) => ({
  key,
  label: `板 ${key}`,
  tabs: [
    { id: 'a', label: '甲' },
    { id: 'b', label: '乙' },
  ],
  widgets: [
    {
      id: `${key}1`,
      report: 'r',
      title: `${key} 一`,
      chart: { type: 'number' },
      x: 0,
      y: 0,
      w: 12,
      h: 6,
      tab: 'a',
    },
    {
      id: `${key}2`,
      report: 'r',
      title: `${key} 二`,
      chart: { type: 'number' },
      x: 0,
      y: 0,
      w: 12,
      h: 6,
      tab: 'b',
    },
  ],
})

const kit = Promise.resolve(builtinKit)
let gone: string[] = []
let answer: () => Promise<unknown>
const client = {
  insight: {
    dashboard: async (key: string) => {
      if (key === 'hidden') throw new Error('not yours')
      return boardOf(key)
    },
    report: () => answer(),
  },
} as unknown as Client

function shown(): void {
  const known = modelOf([])
  const model = {
    ...known,
    documents: () => [],
    document: () => ({ key: 'r', label: 'R', source: {} }),
  } as never
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TestWorkspace model={model} client={client} loadKit={() => kit}>
        <NavigatorProvider value={{ path: '/', go: (to: string) => void gone.push(to) } as never}>
          <WallScreen search="?boards=one,hidden,two&every=10" />
        </NavigatorProvider>
      </TestWorkspace>
    </QueryClientProvider>,
  )
}
const pass = (seconds: number): Promise<void> =>
  act(async () => void (await vi.advanceTimersByTimeAsync(seconds * 1000)))
const page = (): string =>
  screen
    .getAllByRole('heading')
    .slice(0, 2)
    .map((one) => one.textContent)
    .join(' ')

beforeEach(() => {
  gone = []
  answer = async () => numbers
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

it('turns through all tabs of all dashboards that may be seen, stops while it is paused, and leaves', async () => {
  shown()
  await pass(1)
  expect(page()).toBe('板 one 甲')
  await pass(10)
  expect(page()).toBe('板 one 乙')
  await pass(10)
  expect(page()).toBe('板 two 甲')
  fireEvent.keyDown(document.body, { key: ' ' })
  expect(screen.getByText('已暂停')).toBeTruthy()
  await pass(60)
  expect(page()).toBe('板 two 甲')
  fireEvent.click(screen.getByRole('button', { name: '继续' }))
  fireEvent.keyDown(document.body, { key: 'ArrowLeft' })
  await pass(1)
  expect(page()).toBe('板 one 乙')
  await pass(10)
  expect(page()).toBe('板 two 甲')
  fireEvent.keyDown(document.body, { key: 'Escape' })
  expect(gone).toEqual(['/dashboards/one'])
})

it('keeps the numbers it has while none can be had, says so in a corner, and tries again', async () => {
  shown()
  await pass(1)
  fireEvent.keyDown(document.body, { key: ' ' })
  expect(screen.getByText('数据截至 10:00')).toBeTruthy()
  answer = () => Promise.reject(new Error('down'))
  await pass(5 * 60)
  expect(screen.getByText(/1 张图没有刷新成功/)).toBeTruthy()
  expect(screen.getByText('数据截至 10:00')).toBeTruthy()
  answer = async () => ({ ...numbers, asOf: '2026-03-05T02:06:00.000Z' })
  await pass(31)
  expect(screen.queryByText(/没有刷新成功/)).toBeNull()
  expect(screen.getByText('数据截至 10:06')).toBeTruthy()
})
