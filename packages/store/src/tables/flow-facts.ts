/** What became of one stay of a run at a node; what is null has not changed. */
export type FlowVisitRow = {
  readonly tokenId: string
  readonly nodeId: string
  readonly round: number
  readonly enteredAt: string | null
  readonly leftAt: string | null
  readonly how: string | null
  readonly deadline: string | null
}

/** A run as it is counted. Times are milliseconds since 1970. */
export type FlowRunFactRow = {
  readonly id: string
  readonly version: string
  readonly status: string
  readonly entity: string
  readonly recordId: string
  readonly starter: string
  /** The department it was started for, where its starter has several. */
  readonly department: string | null
  /** Its own number, where its flow numbers them. */
  readonly number: string | null
  readonly startedAt: number
  readonly endedAt: number | null
}

export type FlowVisitFactRow = {
  readonly runId: string
  readonly tokenId: string
  readonly nodeId: string
  readonly round: number
  readonly enteredAt: number
  readonly leftAt: number | null
  readonly how: string | null
  readonly deadline: number | null
}

export type FlowTaskFactRow = {
  readonly id: string
  readonly runId: string
  readonly tokenId: string
  readonly nodeId: string
  readonly person: string
  readonly assignee: string
  readonly kind: string
  readonly state: string
  readonly readAt: number | null
  readonly decidedAt: number | null
  /** When it came onto the desk and when it left it, in turn. */
  readonly held: readonly number[]
}

/** What runs of flows are measured by. */
export type FlowFactTables = {
  /** Runs that began (or ended) in a span of time, the latest first. */
  readonly runsBetween: (asked: {
    readonly flow: string
    readonly by: 'started' | 'ended'
    readonly from: string
    readonly to: string
    readonly version?: string | undefined
    /** Of these departments: as the run kept it, else by who started it. */
    readonly of?:
      | { readonly departments: readonly string[]; readonly starters: readonly string[] }
      | undefined
    readonly limit: number
  }) => Promise<readonly FlowRunFactRow[]>
  readonly visitsOf: (runs: readonly string[]) => Promise<readonly FlowVisitFactRow[]>
  readonly tasksOf: (runs: readonly string[]) => Promise<readonly FlowTaskFactRow[]>
  /** Flows that have runs, with how many. */
  readonly runCounts: () => Promise<readonly { readonly flow: string; readonly count: number }[]>
  /** Versions of a flow that were ever started, oldest first. */
  readonly versionsOf: (flow: string) => Promise<readonly { readonly hash: string; readonly at: string }[]>
}
