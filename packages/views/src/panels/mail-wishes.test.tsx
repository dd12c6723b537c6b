import type { Client } from '@mortise/client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { modelOf } from '../testing/model.ts'
import { TestWorkspace } from '../testing/workspace.tsx'
import { comesBy } from './comes-by.ts'
import { Channels } from './notify-settings.tsx'
import { MailWishes } from './mail-wishes.tsx'

afterEach(cleanup)

const client = (saveMe: (change: object) => Promise<void>, ready: boolean): Client =>
  ({ session: { saveMe }, mail: { ready: () => Promise.resolve(ready) } }) as unknown as Client

test('mail is asked for subject by subject', async () => {
  const saveMe = vi.fn(() => Promise.resolve())
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TestWorkspace model={modelOf([])} client={client(saveMe, true)}>
        <Channels />
      </TestWorkspace>
    </QueryClientProvider>,
  )
  expect(screen.queryByText('邮件何时发')).toBeNull()
  fireEvent.click(screen.getByRole('switch', { name: '待我审批 邮件' }))
  await waitFor(() =>
    expect(saveMe).toHaveBeenCalledWith({ preferences: { notify: { task: { mail: true } } } }),
  )
  expect(comesBy({ notify: { task: { mail: true } } }, 'task', 'mail')).toBe(true)
  expect(comesBy({}, 'task', 'mail')).toBe(false)
})

test('one mail a day and quiet hours are kept; who has no mail server is told so', async () => {
  const saveMe = vi.fn(() => Promise.resolve())
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TestWorkspace model={modelOf([])} client={client(saveMe, false)}>
        <MailWishes />
      </TestWorkspace>
    </QueryClientProvider>,
  )
  await waitFor(() => expect(screen.getByRole('note').textContent).toContain('还没有设置邮件服务器'))
  fireEvent.click(screen.getByText('每天一封'))
  await waitFor(() => expect(saveMe).toHaveBeenCalledWith({ preferences: { mail: { how: 'daily' } } }))
  fireEvent.click(screen.getByRole('switch', { name: '免打扰时段' }))
  const quiet = { from: '22:00', to: '08:00' }
  await waitFor(() => expect(saveMe).toHaveBeenCalledWith({ preferences: { mail: { quiet } } }))
})
