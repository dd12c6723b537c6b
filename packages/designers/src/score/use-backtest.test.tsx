import type { ScoreDocument } from '@mortise/schema'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { BacktestPage } from '../workbench/rules-api.ts'
import { useBacktest } from './use-backtest.ts'

afterEach(cleanup)

/** Pages without end, each answered when the test says so. */
function stage() {
  const waiting: ((page: BacktestPage) => void)[] = []
  const hook = renderHook(
    ({ days }) =>
      useBacktest(
        {
          score: { key: 's' } as unknown as ScoreDocument,
          outcome: { field: 'stage', won: ['won'], lost: ['lost'] },
          when: 'before',
          days,
        },
        () => new Promise((answer) => waiting.push(answer)),
      ),
    { initialProps: { days: 90 } },
  )
  const page = (): Promise<void> =>
    act(async () => {
      waiting.at(-1)?.({ rows: [{ id: 'a', points: 7, won: true }], records: 10, nextCursor: 'more' })
      await Promise.resolve()
    })
  return { ...hook, page, asked: () => waiting.length }
}

test('what was stopped says of how many records it speaks', async () => {
  const { result, page, asked } = stage()
  act(() => result.current.run())
  await page()
  act(() => result.current.stop())
  await page()
  await waitFor(() => expect(result.current.stoppedAfter).toBe(20))
  expect([result.current.test?.count, result.current.seen, asked()]).toEqual([2, undefined, 2])
})

test('another question ends the run and takes its figures away, and so does leaving', async () => {
  const { result, page, asked, rerender, unmount } = stage()
  act(() => result.current.run())
  await page()
  rerender({ days: 365 })
  await page()
  expect([result.current.seen, result.current.test, asked()]).toEqual([undefined, undefined, 2])
  act(() => result.current.run())
  unmount()
  await page()
  expect(asked()).toBe(3)
})
