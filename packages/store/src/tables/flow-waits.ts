import type { Json } from '@mortise/expressions'

/** Something a run waits for, as a row that messages find it by. */
export type FlowSubscriptionRow = {
  readonly instanceId: string
  readonly key: string
  readonly kind: 'message' | 'signal' | 'condition'
  readonly name: string
  readonly correlation: string | null
}

/** A message to runs; kept until `expiresAt` when nobody waits yet. */
export type FlowMessageRow = {
  readonly messageId: string
  readonly name: string
  readonly correlation: string
  readonly data: Json
  readonly at: string
  readonly expiresAt: string
}

/** What runs wait for, the messages that come, and the runs that runs start. */
export type FlowWaitTables = {
  /** Sending and beginning to wait for one name take turns, so that neither misses the other. */
  readonly lockMessages: (name: string) => Promise<void>
  readonly putSubscription: (row: FlowSubscriptionRow) => Promise<void>
  readonly removeSubscription: (instanceId: string, key: string) => Promise<void>
  /** Who waits for a message or signal, longest first. */
  readonly waitingFor: (what: {
    readonly kind: 'message' | 'signal'
    readonly name: string
    readonly correlation: string | null
  }) => Promise<readonly FlowSubscriptionRow[]>
  /** Runs on a record that wait for it to change, or promise something that may hang on it. */
  readonly waitingForChange: (recordId: string) => Promise<readonly string[]>
  /** False when a message of this id came before. Old messages are cleared away on the way. */
  readonly putMessage: (row: FlowMessageRow) => Promise<boolean>
  /** Gives the oldest message nobody has to a run. */
  readonly takeMessage: (given: {
    readonly name: string
    readonly correlation: string
    readonly instanceId: string
  }) => Promise<FlowMessageRow | null>
  readonly message: (messageId: string) => Promise<FlowMessageRow | null>
  /** Says whose a message is; null gives it back. */
  readonly giveMessage: (messageId: string, instanceId: string | null) => Promise<void>
  readonly putChild: (row: {
    readonly instanceId: string
    readonly key: string
    readonly childId: string
  }) => Promise<void>
  readonly child: (instanceId: string, key: string) => Promise<string | null>
}
