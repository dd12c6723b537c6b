import type { Json } from '@mortise/expressions'

/** The address of a rule that systems outside set off. */
export type HookRow = {
  /** Stable name of the rule. */
  readonly rule: string
  readonly token: string
  /** What messages are signed with. */
  readonly secret: string
  readonly createdBy: string | null
  readonly createdAt: string
}

/** A message that came in. */
export type HookCallRow = {
  readonly id: string
  readonly rule: string
  readonly messageId: string
  readonly signature: string
  /** `ignored`: no record fitted; `failed`: what it said could not be written. */
  readonly state: 'done' | 'ignored' | 'failed'
  readonly entity: string | null
  readonly recordId: string | null
  readonly error: Json
  readonly at: string
}

export type HookTables = {
  readonly get: (rule: string) => Promise<HookRow | null>
  readonly byToken: (token: string) => Promise<HookRow | null>
  /** Gives a rule an address, or another one. */
  readonly put: (row: Omit<HookRow, 'createdAt'>) => Promise<void>
  readonly remove: (rule: string) => Promise<void>
  /** What became of a message that is known by its id or its signature; waits for one that is being worked off. */
  readonly known: (
    rule: string,
    message: { readonly messageId: string; readonly signature: string },
  ) => Promise<HookCallRow | null>
  /** False when the message is known. A message that failed may come again. */
  readonly take: (row: Omit<HookCallRow, 'at'>) => Promise<boolean>
  /** How a message that was taken ended. */
  readonly settle: (id: string, to: Pick<HookCallRow, 'state' | 'entity' | 'recordId'>) => Promise<void>
  /** Newest first. */
  readonly calls: (rule: string, limit: number) => Promise<readonly HookCallRow[]>
}
