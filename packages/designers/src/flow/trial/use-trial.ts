import type { Frame, Seen } from '@mortise/flows'
import { randomId } from '@mortise/ui'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import type { FlowTrial, FlowTrialAsk, TrialStep } from '../../workbench/trials-api.ts'
import { type Trace, traceOf } from './trace.ts'

/** With what a simulation begins. */
export type TrialStart = Pick<FlowTrialAsk, 'record' | 'starter' | 'anyway'>

/** A flow that is being tried, and how far it is looked at. */
export type Trial = {
  readonly begun: TrialStart | undefined
  readonly result: FlowTrial | undefined
  readonly busy: boolean
  readonly error: Error | null
  /** Moment that is looked at, and how many there are; counted from 0. */
  readonly cursor: number
  readonly count: number
  /** Turn the moment belongs to. */
  readonly turn: number
  readonly trace: Trace | undefined
  /** What all runs of this sitting have come by, and how many there were. */
  readonly seen: Seen
  readonly runs: number
  readonly begin: (start: TrialStart) => void
  readonly take: (step: TrialStep) => void
  readonly run: (until: 'decision' | 'end') => void
  /** Looks at the moment before or behind. */
  readonly look: (by: -1 | 1) => void
  readonly toLatest: () => void
  /** Goes back to what had been done at the moment that is looked at. */
  readonly goOnHere: () => void
  readonly undo: () => void
  readonly leave: () => void
}

type Ask = TrialStart & Pick<FlowTrialAsk, 'seed' | 'at'>
type Stop = { readonly turn: number; readonly frame: Frame | undefined }

const nothing: Seen = { nodes: new Set(), edges: new Set() }
const pace = 420

/** Every moment of a trial; a turn without any has one all the same, so that it can be looked at. */
function stopsOf(trial: FlowTrial | undefined): readonly Stop[] {
  return (trial?.turns ?? []).flatMap(({ frames }, turn): readonly Stop[] =>
    frames.length === 0 ? [{ turn, frame: undefined }] : frames.map((frame) => ({ turn, frame })),
  )
}

function together(seen: Seen, trial: FlowTrial): Seen {
  const frames = trial.turns.flatMap((turn) => turn.frames)
  return {
    nodes: new Set([...seen.nodes, ...frames.flatMap(({ nodeId }) => nodeId ?? [])]),
    edges: new Set([...seen.edges, ...frames.flatMap(({ edges }) => edges)]),
  }
}

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Tries a flow step by step. The server plays it anew with every step, and keeps nothing of it. */
export function useTrial(flow: string): Trial {
  const { api, space } = useWorkbench()
  const [ask, setAsk] = useState<Ask>()
  const [result, setResult] = useState<FlowTrial>()
  const [seen, setSeen] = useState(nothing)
  const [runs, setRuns] = useState<ReadonlySet<string>>(new Set())
  const [cursor, setCursor] = useState(0)
  const [playing, setPlaying] = useState(false)
  const stops = useMemo(() => stopsOf(result), [result])
  const last = stops.length - 1
  const play = useMutation({
    mutationFn: async (given: {
      readonly ask: Ask
      readonly steps: readonly TrialStep[]
      readonly until?: 'decision' | 'end'
      /** Only goes back: there is nothing new to be shown. */
      readonly back?: true
    }) => {
      // What is tried is what stands on the screen.
      await space.flush()
      const { steps, until } = given
      return api.tryFlow(flow, { ...given.ask, steps, ...(until === undefined ? {} : { until }) })
    },
    onSuccess: (trial, given) => {
      setSeen((before) => together(before, trial))
      // One that could not begin is none.
      if (trial.status !== 'none') setRuns((before) => new Set([...before, given.ask.seed]))
      setResult(trial)
      const known = trial.turns.slice(0, given.steps.length === 0 ? 0 : given.steps.length)
      const from = stopsOf({ ...trial, turns: known }).length
      const end = stopsOf(trial).length - 1
      const moves = given.back !== true && !still() && from <= end
      setCursor(moves ? from : end)
      setPlaying(moves)
    },
  })
  useEffect(() => {
    if (!playing) return undefined
    if (cursor >= last) {
      setPlaying(false)
      return undefined
    }
    const timer = setTimeout(() => setCursor((at) => Math.min(last, at + 1)), pace)
    return () => clearTimeout(timer)
  }, [playing, cursor, last])
  const trace = useMemo(
    () =>
      result === undefined || stops.every(({ frame }) => frame === undefined)
        ? undefined
        : traceOf(stops.slice(0, cursor + 1).flatMap(({ frame }) => frame ?? [])),
    [result, stops, cursor],
  )
  const steps = result?.steps ?? []
  const turn = stops[cursor]?.turn ?? 0
  const send = (next: readonly TrialStep[], until?: 'decision' | 'end'): void => {
    if (ask !== undefined) play.mutate({ ask, steps: next, ...(until === undefined ? {} : { until }) })
  }
  const back = (to: readonly TrialStep[]): void => {
    if (ask !== undefined) play.mutate({ ask, steps: to, back: true })
  }
  const leave = (): void => {
    setAsk(undefined)
    setResult(undefined)
    setPlaying(false)
    play.reset()
  }
  return {
    begun: ask,
    result,
    busy: play.isPending,
    error: play.error,
    cursor,
    count: stops.length,
    turn,
    trace,
    seen,
    runs: runs.size,
    begin: (start) => {
      const { record, starter, anyway = false } = start
      const next = { record, starter, anyway, seed: randomId(), at: new Date().toISOString() }
      setAsk(next)
      setResult(undefined)
      play.mutate({ ask: next, steps: [] })
    },
    take: (step) => send([...steps, step]),
    run: (until) => send(steps, until),
    look: (by) => {
      setPlaying(false)
      setCursor((at) => Math.max(0, Math.min(last, at + by)))
    },
    toLatest: () => {
      setPlaying(false)
      setCursor(last)
    },
    goOnHere: () => back(steps.slice(0, turn)),
    undo: () => back(steps.slice(0, -1)),
    leave,
  }
}
