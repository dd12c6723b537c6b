import type { Json } from '@mortise/expressions'

/** One entry of the audit log: who did what to which record, from where. */
export type AuditEntry = {
  readonly action: string
  readonly actor: string | null
  readonly actorName: string
  readonly via: string
  readonly ip: string | null
  readonly entity: string | null
  readonly recordId: string | null
  readonly data: Json
}

/** An entry as it stands in the log: with its number and its time. */
export type AuditLine = AuditEntry & { readonly seq: number; readonly at: string }

/** Which entries are asked for; all that is given must hold. */
export type AuditQuery = {
  readonly limit: number
  /** Only entries with a smaller number: the next page. */
  readonly before?: number
  readonly action?: string
  /** User id, or the name of an actor without one. */
  readonly actor?: string
  readonly entity?: string
  readonly recordId?: string
  /** ISO instants: from this one on, and before that one. */
  readonly from?: string
  readonly to?: string
}

/** The log of who did what. Entries are only added; a chain of hashes over them shows whether any was touched since. */
export type AuditTables = {
  readonly audit: (entry: AuditEntry) => Promise<void>
  /** The same for many, in one statement. */
  readonly auditMany: (entries: readonly AuditEntry[]) => Promise<void>
  /** Newest first. */
  readonly auditLog: (query: AuditQuery) => Promise<readonly AuditLine[]>
  /** Names of what was ever done, by code point. */
  readonly auditActions: () => Promise<readonly string[]>
  /** Chains the hashes of entries that are final; returns how many. Run it now and then, outside of any transaction. */
  readonly sealAudit: () => Promise<number>
  /** Walks the chain. `brokenAt` is the first position that does not hold; `head` the hash of the last good entry. */
  readonly verifyAudit: () => Promise<{
    readonly ok: boolean
    readonly sealed: number
    readonly head: string
    readonly brokenAt: number | null
  }>
}
