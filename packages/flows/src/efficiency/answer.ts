import type { Efficiency } from './types.ts'

/** A flow as it is drawn: only names and lines. */
export type FlowDrawing = {
  readonly nodes: readonly {
    readonly id: string
    readonly type: string
    readonly name: string
    readonly parent?: string
    readonly attachedTo?: string
    /** People have tasks there. */
    readonly people: boolean
  }[]
  readonly edges: readonly {
    readonly id: string
    readonly source: string
    readonly target: string
    readonly label: string
  }[]
}

type Named = { readonly key: string; readonly label: string }

/** How well a flow runs, as somebody may see it. The person `''` stands for all whom they may not see by name. */
export type EfficiencyReport = {
  readonly flow: Named & { readonly entity: string }
  readonly asOf: string
  /** By which working time is counted, and by which else it could be. */
  readonly calendar: Named
  readonly calendars: readonly Named[]
  /** There are more runs; only the latest were counted. */
  readonly more: boolean
  readonly administers: boolean
  readonly drawing: FlowDrawing
  readonly versions: readonly { readonly hash: string; readonly number: number; readonly since: string }[]
  readonly names: { readonly [person: string]: string }
  readonly figures: Efficiency
}

/** A run behind a figure; times and lengths in milliseconds. */
export type EfficiencyRun = {
  readonly id: string
  readonly title: string
  readonly entity: string
  readonly recordId: string
  readonly starter: string
  readonly status: string
  readonly startedAt: number
  readonly endedAt: number | null
  /** How long it took, or has taken up to now: by the clock, and in working time. */
  readonly wall: number
  readonly work: number
  /** Where it stands. */
  readonly at: readonly string[]
}
