import type { RecordValues } from '@mortise/schema'
import type { Send } from './transport.ts'
import type { FlowInstanceSummary, WorkItem, WorkItemAnswer } from './types.ts'

export type Box = 'todo' | 'done' | 'started' | 'cc'

/** What a person does with a work item; `commandId` makes a repeated click count once. */
export type WorkCommand = {
  readonly commandId: string
  readonly itemRev?: number
  readonly comment?: string
  readonly values?: RecordValues
  readonly [extra: string]: unknown
}

/** What became of one of several tasks: done, or why it was left as it was. */
export type ApprovedItem = {
  readonly id: string
  readonly done: boolean
  readonly error?: { readonly code: string; readonly message: string }
}

/** The way a record would take if everybody agreed: who is asked at which step. */
export type WayAhead = {
  readonly steps: readonly {
    readonly nodeId: string
    readonly name: string
    readonly people: readonly {
      readonly id: string
      readonly name: string
      readonly copy: boolean
      /** Why somebody is passed over. */
      readonly reason: string | null
    }[]
    /** It can't be said yet who it will be. */
    readonly open: boolean
  }[]
  readonly status: string
  /** Steps whose people the starter picks. */
  readonly picks: readonly PickNeed[]
  /** Departments to choose from, where it matters and there are several. */
  readonly departments: readonly { readonly id: string; readonly name: string }[]
}

/** A step whose people somebody picks: how many, and among whom (null: anybody). */
export type PickNeed = {
  readonly node: string
  readonly name: string | { readonly zh: string; readonly en: string }
  readonly min: number
  readonly max: number | null
  readonly range: readonly { readonly id: string; readonly name: string }[] | null
}

/** What the starter says when handing in. */
export type StartChoices = {
  readonly picks?: { readonly [node: string]: readonly string[] }
  readonly department?: string
}

/** Flows, work items and manual rules. */
export type WorkApi = {
  readonly items: (box: Box) => Promise<readonly WorkItem[]>
  readonly item: (id: string) => Promise<WorkItemAnswer>
  readonly act: (id: string, command: string, body: WorkCommand) => Promise<void>
  /** Approves several at once, each for itself. */
  readonly approveMany: (body: {
    readonly items: readonly { readonly id: string; readonly itemRev: number }[]
    readonly commandId: string
    readonly comment?: string
  }) => Promise<readonly ApprovedItem[]>
  /** A run with what happened in it. */
  readonly instance: (id: string) => Promise<FlowInstanceSummary>
  /** Asks something of a run as a whole, such as to recall it. */
  readonly run: (
    id: string,
    command: string,
    body: { readonly commandId: string; readonly comment?: string },
  ) => Promise<void>
  /** Who would be asked if a flow were started on a record; nothing is written. */
  readonly preview: (
    flow: string,
    body: { readonly entity: string; readonly id: string } & StartChoices,
  ) => Promise<WayAhead>
  readonly startFlow: (
    flow: string,
    body: { readonly entity: string; readonly id: string; readonly commandId: string } & StartChoices,
  ) => Promise<FlowInstanceSummary>
  readonly runRule: (
    rule: string,
    body: { readonly entity: string; readonly id: string },
  ) => Promise<{ readonly records: readonly { readonly entity: string; readonly id: string }[] }>
}

/** The work part of the client. */
export function workApi(send: Send): WorkApi {
  const data = async <T>(answer: Promise<{ data: T }>): Promise<T> => (await answer).data
  return {
    items: (box) => data(send('GET', '/work-items', { query: { box } })),
    item: (id) => data(send('GET', `/work-items/${id}`)),
    act: async (id, command, body) => {
      await send('POST', `/work-items/${id}/${command}`, { body })
    },
    approveMany: (body) => data(send('POST', '/work-items/approve', { body })),
    instance: (id) => data(send('GET', `/flow-instances/${id}`)),
    run: async (id, command, body) => {
      await send('POST', `/flow-instances/${id}/${command}`, { body })
    },
    preview: (flow, body) => data(send('POST', `/flows/${encodeURIComponent(flow)}/preview`, { body })),
    startFlow: (flow, body) => data(send('POST', `/flows/${encodeURIComponent(flow)}/start`, { body })),
    runRule: (rule, body) => data(send('POST', `/rules/${encodeURIComponent(rule)}/run`, { body })),
  }
}
