import type { Json } from '@mortise/expressions'
import type { FlowEventRow, FlowInstance } from '@mortise/flows'
import type { FlowTables } from '@mortise/store'
import type { Told } from './told.ts'

/** A run of a flow in a trial. */
export type TrialRun = {
  readonly id: string
  readonly flow: string
  readonly title: string
  /** Before its first event. */
  readonly empty: FlowInstance
  state: FlowInstance
  readonly events: FlowEventRow[]
}

/** The runs of a trial, in the order in which they began. */
export type TrialRuns = {
  readonly all: readonly TrialRun[]
  /** Tables of flows that tell what is written to them. */
  readonly tables: FlowTables
  /** Remembers how things are; what it gives takes back what was heard since. */
  readonly mark: () => () => void
}

/** Listens to what is written about runs. */
export function listeningRuns(real: FlowTables, told: Told[]): TrialRuns {
  const all: TrialRun[] = []
  const stateOf = (state: Json): FlowInstance => state as unknown as FlowInstance
  return {
    all,
    mark: () => {
      const before = all.map((run) => ({ run, state: run.state, events: run.events.length }))
      return () => {
        all.length = before.length
        for (const { run, state, events } of before) {
          run.state = state
          run.events.length = events
        }
      }
    },
    tables: {
      ...real,
      insertInstance: (row, change) => {
        const { id, flow, title } = row
        const empty = stateOf(change?.from ?? row.state)
        const events = [...((change?.events ?? []) as unknown as readonly FlowEventRow[])]
        all.push({ id, flow, title, empty, state: stateOf(row.state), events })
        told.push({ type: 'flow', flow })
        return real.insertInstance(row, change)
      },
      saveInstance: (row, change) => {
        const run = all.find(({ id }) => id === row.id)
        if (run !== undefined) {
          run.state = stateOf(row.state)
          run.events.push(...(change.events as unknown as readonly FlowEventRow[]))
        }
        return real.saveInstance(row, change)
      },
    },
  }
}
