import { type Send, withQuery } from './transport.ts'

/** One line of the log of who did what. */
export type AuditLine = {
  readonly seq: number
  readonly at: string
  readonly action: string
  readonly actor: string | null
  readonly actorName: string
  readonly via: string
  readonly ip: string | null
  readonly entity: string | null
  readonly recordId: string | null
  readonly data: unknown
}

/** What is asked of the log; all that is given must hold. Times are ISO instants. */
export type AuditSearch = {
  readonly action?: string | undefined
  readonly actor?: string | undefined
  readonly entity?: string | undefined
  readonly record?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Whether the chain over the log holds; `brokenAt` is the first position where it does not. */
export type AuditProof = {
  readonly ok: boolean
  readonly sealed: number
  readonly head: string
  readonly brokenAt: number | null
}

/** Lines, newest first, and the titles of the records they are about, by entity and id. */
export type AuditPage = {
  readonly data: readonly AuditLine[]
  readonly refs: { readonly [entity: string]: { readonly [id: string]: string } }
  readonly nextCursor: string | null
}

/** The audit log, for administrators. */
export type AuditApi = {
  readonly page: (search: AuditSearch, before?: string) => Promise<AuditPage>
  readonly actions: () => Promise<readonly string[]>
  readonly verify: () => Promise<AuditProof>
  /** Address of a file with all that is found. */
  readonly fileUrl: (search: AuditSearch) => string
}

/** The audit part of the client. */
export function auditApi(send: Send, baseUrl: string): AuditApi {
  return {
    page: (search, before) => send('GET', '/audit', { query: { ...search, before, limit: '50' } }),
    actions: async () => (await send<{ data: readonly string[] }>('GET', '/audit/actions')).data,
    verify: async () => (await send<{ data: AuditProof }>('POST', '/audit/verify', { body: {} })).data,
    fileUrl: (search) => withQuery(`${baseUrl}/api/audit.csv`, search),
  }
}
