import { backtest, type Backtest } from '@mortise/rules'
import { refusal } from '@mortise/views'
import { useEffect, useRef, useState } from 'react'
import type { BacktestAsk, BacktestPage } from '../workbench/rules-api.ts'

/** A score held against the past: what it said, or how far it is. */
export type Backtesting = {
  readonly test: Backtest | undefined
  /** Records seen so far; undefined while nothing runs. */
  readonly seen: number | undefined
  /** Records that were seen when somebody stopped it; undefined where all were. */
  readonly stoppedAfter: number | undefined
  readonly fault: string | undefined
  readonly run: () => void
  /** Stops, and tells what the records seen so far say. */
  readonly stop: () => void
}

type Told = Pick<Backtesting, 'test' | 'seen' | 'stoppedAfter' | 'fault'>
/** A run that goes on, was stopped, or is of no interest any more. */
type Run = { state: 'on' | 'stopped' | 'left' }

const nothing: Told = { test: undefined, seen: undefined, stoppedAfter: undefined, fault: undefined }

/** Goes through the past page by page. Another question, or leaving the screen, ends it: what it found answered another one. */
export function useBacktest(
  asked: Pick<BacktestAsk, 'score' | 'outcome' | 'when'> & { readonly days: number },
  read: (ask: BacktestAsk) => Promise<BacktestPage>,
): Backtesting {
  const [told, setTold] = useState(nothing)
  const current = useRef<Run>({ state: 'left' })
  const key = JSON.stringify(asked)
  useEffect(
    () => () => {
      current.current.state = 'left'
      setTold(nothing)
    },
    [key],
  )
  const go = async (mine: Run): Promise<void> => {
    const { days, ...question } = asked
    const to = Date.now()
    const from = new Date(to - days * 86_400_000).toISOString()
    const past: { readonly points: number; readonly won: boolean }[] = []
    let [cursor, records]: [string | null, number] = [null, 0]
    const tell = (next: Partial<Told>): void => {
      if (mine.state !== 'left') setTold({ ...nothing, ...next })
    }
    tell({ seen: 0 })
    try {
      do {
        const page = await read({ ...question, from, to: new Date(to).toISOString(), cursor })
        past.push(...page.rows)
        records += page.records
        cursor = page.nextCursor
        tell({ seen: records })
      } while (cursor !== null && mine.state === 'on')
      tell({ test: backtest(past), stoppedAfter: cursor === null ? undefined : records })
    } catch (error) {
      tell({ fault: refusal(error) })
    }
  }
  return {
    ...told,
    run: () => {
      current.current.state = 'left'
      current.current = { state: 'on' }
      void go(current.current)
    },
    stop: () => {
      current.current.state = 'stopped'
    },
  }
}
