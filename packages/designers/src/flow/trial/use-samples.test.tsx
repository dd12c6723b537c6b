import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { useSamples } from './use-samples.ts'

afterEach(cleanup)

test('what was typed and what was made up are held apart, and nothing is made up unasked', async () => {
  const queries = new QueryClient()
  let made = 0
  const { result } = renderHook(
    () =>
      useSamples(() => {
        made += 1
        return Promise.resolve({ amount: made })
      }),
    { wrapper: ({ children }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider> },
  )
  act(() => result.current.show('typed'))
  act(() => result.current.change({ amount: 700 }))
  act(() => result.current.show('made'))
  await waitFor(() => expect(result.current.values).toEqual({ amount: 1 }))
  act(() => result.current.change({ amount: 55 }))
  await act(() => queries.invalidateQueries())
  await act(() => queries.refetchQueries())
  expect(result.current.values).toEqual({ amount: 55 })
  act(() => result.current.show('typed'))
  expect(result.current.values).toEqual({ amount: 700 })
  act(() => result.current.show('made'))
  expect([result.current.values, made]).toEqual([{ amount: 55 }, 1])
  act(() => result.current.remake())
  await waitFor(() => expect(result.current.values).toEqual({ amount: 2 }))
})
