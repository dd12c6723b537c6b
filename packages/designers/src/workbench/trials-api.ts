import type { Client } from '@mortise/client'
import type { Localized, LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { Frame, InstanceStatus, Move } from '@mortise/flows'
import type { RecordValues, ScenarioDocument } from '@mortise/schema'

/** What somebody who tries a flow has happen next. */
export type TrialStep =
  | {
      readonly do: 'decide'
      readonly item: string
      readonly command: string
      readonly comment?: string
      readonly to?: string
    }
  | { readonly do: 'wait'; readonly duration?: string }
  | { readonly do: 'hear'; readonly run: string; readonly key: string }
  | {
      readonly do: 'mend'
      readonly run: string
      readonly incident: string
      readonly how: 'retryIncident' | 'skipIncident'
    }

/** Something that would have happened. */
export type Told =
  | {
      readonly type: 'record'
      readonly op: 'create' | 'update' | 'delete' | 'restore' | 'purge'
      readonly entity: string
      readonly id: string
      readonly title: string
      readonly via: string | null
      readonly values: readonly { readonly field: string; readonly before: Json; readonly after: Json }[]
    }
  | { readonly type: 'notice'; readonly people: readonly string[]; readonly title: string }
  | {
      readonly type: 'call'
      readonly connector: string
      readonly action: string
      readonly to: readonly string[]
      readonly text: string
    }
  | { readonly type: 'document'; readonly template: string }
  | { readonly type: 'flow'; readonly flow: string }
  | { readonly type: 'failed'; readonly job: string; readonly message: Localized }

/** One thing that happened, with what followed from it. */
export type TrialTurn = {
  readonly at: string
  readonly deed: {
    readonly command: string
    readonly flow: string
    readonly nodeId: string
    readonly person: string | null
    readonly to: string | null
    readonly name: string | null
  } | null
  readonly frames: readonly Frame[]
  readonly told: readonly Told[]
  readonly error: { readonly code: string; readonly message: Localized } | null
}

/** A move, and the run it is about. */
export type RunMove = Move & { readonly run: string; readonly flow: string }

/** What a flow is tried with. */
export type FlowTrialAsk = {
  readonly record: { readonly id: string } | { readonly values: RecordValues }
  readonly starter: string
  readonly seed: string
  readonly at: string
  /** Starts it though the record is not ready for it. */
  readonly anyway?: boolean
  readonly steps: readonly TrialStep[]
  readonly until?: 'decision' | 'end'
}

/** A flow that was tried: the start, and one turn for each step. */
export type FlowTrial = {
  readonly turns: readonly TrialTurn[]
  readonly steps: readonly TrialStep[]
  readonly status: InstanceStatus | 'none'
  readonly now: string
  readonly nextAt: string | null
  readonly moves: readonly RunMove[]
  readonly record: { readonly id: string; readonly title: string; readonly values: RecordValues }
}

/** A scenario of an app, and how it went the last time. */
export type ScenarioLine = {
  readonly key: string
  readonly app: string
  readonly label: LocalizedText
  /** Kept here; the others came with the app. */
  readonly own: boolean
  readonly passed: boolean | null
  readonly playedAt: string | null
  readonly about: {
    readonly flows: readonly string[]
    readonly rules: readonly string[]
    readonly entities: readonly string[]
  }
}

/** How a scenario went. */
export type Played = {
  readonly outcome: 'passed' | 'failed' | 'beyond' | 'unseen' | 'ahead' | 'broke'
  readonly why: Localized | null
}

/** What scenarios that fail mean for publishing. */
export type ScenarioGate = 'off' | 'warn' | 'block'

/** The routes that try something without a trace. */
export type TrialsApi = {
  readonly tryFlow: (flow: string, ask: FlowTrialAsk) => Promise<FlowTrial>
  /** All there are; or those that what is drafted may have changed. */
  readonly scenarios: (which?: 'drafted') => Promise<readonly ScenarioLine[]>
  readonly keepScenario: (app: string, json: ScenarioDocument) => Promise<void>
  readonly removeScenario: (key: string) => Promise<void>
  readonly playScenario: (key: string) => Promise<Played>
  readonly scenarioGate: () => Promise<{ readonly gate: ScenarioGate }>
  readonly setScenarioGate: (gate: ScenarioGate) => Promise<void>
}

type Send = Client['send']

/** The part of the design routes that tries something. `ask` gives the data of an answer, `send` all of it. */
export function trialsApi(ask: Send, send: Send): TrialsApi {
  const at = (key: string): string => `/design/scenarios/${encodeURIComponent(key)}`
  return {
    tryFlow: (flow, body) => ask('POST', `/design/flows/${encodeURIComponent(flow)}/try`, { body }),
    scenarios: (which) =>
      ask('GET', '/design/scenarios', { query: which === undefined ? {} : { drafted: true } }),
    keepScenario: (app, json) => send('PUT', at(json.key), { body: { app, json } }),
    removeScenario: (key) => send('DELETE', at(key)),
    playScenario: (key) => ask('POST', `${at(key)}/play`, { body: {} }),
    scenarioGate: () => ask('GET', '/design/scenario-gate'),
    setScenarioGate: (gate) => send('PUT', '/design/scenario-gate', { body: { gate } }),
  }
}
