// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { HomeList } from './home-list.tsx'

afterEach(cleanup)

it('shows that lines are on their way, and offers to try again where they could not be had', async () => {
  const refetch = vi.fn()
  const asked = { isPending: true, isError: false, refetch }
  const list = (more: Partial<typeof asked>, empty?: string) => (
    <HomeList asked={{ ...asked, ...more }} empty={empty}>
      {null}
    </HomeList>
  )
  const { container, rerender } = render(list({}, '没有'))
  await vi.waitFor(() => expect(container.querySelector('.m-skeleton')).toBeTruthy())
  expect(screen.queryByText('没有')).toBeNull()
  rerender(list({ isPending: false }, '没有'))
  expect(screen.getByText('没有')).toBeTruthy()
  rerender(list({ isPending: false, isError: true }, '没有'))
  expect(screen.queryByText('没有')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '重试' }))
  expect(refetch).toHaveBeenCalledOnce()
})
