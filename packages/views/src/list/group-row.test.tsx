import { UiProvider } from '@mortise/ui'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Column } from './columns.ts'
import { GroupRow, sumOf } from './group-row.tsx'
import type { GroupHead } from './items.ts'

function show(group: Partial<GroupHead>) {
  const onRow = vi.fn()
  const head = { path: 'x', level: 0, by: { field: 'stage' }, key: null, count: 1000, sums: {}, filter: true }
  const item = { kind: 'group', key: 'x', group: { ...head, ...group } as GroupHead, open: false } as const
  const ctx = { locale: 'zh' } as Parameters<typeof GroupRow>[0]['ctx']
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      {/* The table opens and closes the group on a click anywhere in its line. */}
      <div role="presentation" onClick={onRow}>
        <GroupRow {...{ item, ctx }} columns={[]} index={0} active={false} top={0} height={40} />
      </div>
    </UiProvider>,
  )
  return onRow
}

afterEach(cleanup)

test('a group too large to count says more than a thousand, and is counted when asked without opening', () => {
  const countAll = vi.fn()
  const onRow = show({ countAll })
  expect(screen.getByText(/1,000\s*\+/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '数清并合计' }))
  expect(countAll).toHaveBeenCalledOnce()
  expect(onRow).not.toHaveBeenCalled()
})

test('a counted group tells its number, and has nothing to count', () => {
  show({ count: 1234 })
  expect(screen.getByText(/^1,234(?!\s*\+)/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: '数清并合计' })).toBeNull()
})

test('a sum too wide for its column is shortened and tells the whole figure on demand', () => {
  const field = { key: 'amount', type: 'money', document: { key: 'amount', type: 'money' } }
  const column = { field, width: 96, left: undefined, end: true, summed: true } as unknown as Column
  const types = { find: () => ({ toText: () => '¥864,197,523.07' }) }
  const ctx = { locale: 'zh', timeZone: 'Asia/Shanghai', types } as unknown as Parameters<typeof sumOf>[2]
  render(<>{sumOf({ amount: '864197523.07' }, column, ctx)}</>)
  expect(screen.getByTitle('¥864,197,523.07').textContent).toBe('¥8.64亿')
})
