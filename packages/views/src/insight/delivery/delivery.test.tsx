// @vitest-environment jsdom
import type { Client, NewWatch, ReportWatch } from '@mortise/client'
import { NavigatorProvider } from '@mortise/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, it } from 'vitest'
import { modelOf, textField } from '../../testing/model.ts'
import { TestWorkspace } from '../../testing/workspace.tsx'
import { MyWatches } from './my-watches.tsx'
import { ShareReportDialog } from './share-dialog.tsx'
import { WatchDialog } from './watch-dialog.tsx'

afterEach(cleanup)

const people = {
  users: async () => [
    { id: 'u1', name: '陈晨', active: true },
    { id: 'u2', name: '吴磊', active: true },
  ],
  groups: async () => [],
  roles: async () => [],
}
const place = { targetKind: 'report', target: 'won' } as const

function shown(client: object, part: ReactNode): void {
  const model = modelOf([{ key: 'lead', label: '线索', fields: [textField('source', '来源')] } as never])
  const known = { ...model, document: () => undefined } as never
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TestWorkspace model={known} client={{ people, ...client } as unknown as Client}>
        <NavigatorProvider value={{ path: '/', go: () => undefined } as never}>{part}</NavigatorProvider>
      </TestWorkspace>
    </QueryClientProvider>,
  )
}

it('sets an alert with what was chosen, and not before there is a threshold', async () => {
  const made: NewWatch[] = []
  const create = async (watch: NewWatch) => {
    made.push(watch)
    return { id: 'w', nextAt: null }
  }
  const figures = [{ key: 'sum', label: '金额' }]
  shown(
    { delivery: { create } },
    <WatchDialog
      ground={{ place, label: '赢单', kind: 'alert', figures, periods: false }}
      onClose={() => undefined}
    />,
  )
  const save = screen.getByText('保存').closest('button') as HTMLButtonElement
  expect(save.disabled).toBe(true)
  fireEvent.change(screen.getByLabelText('数值'), { target: { value: '5000' } })
  fireEvent.click(save)
  await expect.poll(() => made).toHaveLength(1)
  expect(made[0]).toMatchObject({
    kind: 'alert',
    target: 'won',
    recipients: [{ kind: 'user', id: 'u1' }],
    schedule: { every: 'hour' },
    settings: { measure: 'sum', row: 'total', op: 'below', value: 5000, coolDownHours: 24 },
  })
})

it('sends a report as a picture in the mail, alone or beside a file', async () => {
  const made: NewWatch[] = []
  const create = async (watch: NewWatch) => {
    made.push(watch)
    return { id: 'w', nextAt: null }
  }
  shown(
    { delivery: { create } },
    <WatchDialog
      ground={{ place, label: '赢单', kind: 'delivery', figures: [], periods: false }}
      onClose={() => undefined}
    />,
  )
  fireEvent.click(screen.getByText('邮件里直接显示图片'))
  fireEvent.click(screen.getByText('保存'))
  await expect.poll(() => made).toHaveLength(1)
  expect(made[0]).toMatchObject({ kind: 'delivery', settings: { format: 'xlsx', mail: true, picture: true } })
  fireEvent.mouseDown(screen.getByLabelText('发送形式'))
  fireEvent.click(await screen.findByText('图片，直接显示在邮件里'))
  // Sent as a picture it is one already.
  expect(screen.queryByText('邮件里直接显示图片')).toBeNull()
})

it('lists what others have one sent, with the way out and without their recipients', async () => {
  const left: unknown[] = []
  const watch = {
    id: 'w1',
    kind: 'delivery',
    targetKind: 'report',
    target: 'won',
    label: '赢单',
    path: '/reports/won',
    name: '每周赢单',
    schedule: { every: 'week', weekdays: [1, 5], at: '09:00' },
    settings: { format: 'xlsx' },
    enabled: true,
    nextAt: '2026-11-30T01:00:00.000Z',
    createdByName: '吴磊',
    mine: false,
    receives: true,
    left: false,
    last: { id: 'r1', state: 'sent', dueAt: '2026-11-23T01:00:00.000Z', file: true, mail: null },
  } as unknown as ReportWatch
  const delivery = {
    watches: async () => [watch],
    leave: async (...given: unknown[]) => void left.push(given),
    runFileUrl: (id: string) => `/api/report-runs/${id}/file`,
  }
  shown({ delivery }, <MyWatches />)
  expect(await screen.findByText('每周赢单')).toBeTruthy()
  expect(screen.getByText(/每周 周一、周五 09:00.*吴磊 设置.*下次 2026-11-30 09:00/)).toBeTruthy()
  expect(screen.getByText('下载').getAttribute('href')).toBe('/api/report-runs/r1/file')
  fireEvent.click(screen.getByText('退订'))
  await expect.poll(() => left).toEqual([['w1', true]])
})

it('offers no link to who may not share, and says whom to ask', async () => {
  shown(
    { delivery: { shares: async () => ({ links: [], allowed: false }) } },
    <ShareReportDialog place={place} label="赢单" onClose={() => undefined} />,
  )
  expect(await screen.findByText(/请管理员在“设置 → 公开链接”里打开/)).toBeTruthy()
  expect(screen.queryByText('生成链接')).toBeNull()
})
