import type { Json } from '@mortise/expressions'
import type { ReportTarget } from './report-watches.ts'

/** A report or dashboard that strangers see by a link. */
export type ReportShareRow = ReportTarget & {
  readonly id: string
  readonly title: string
  readonly keyId: string
  readonly nonce: string
  /** Choices of the dashboard's filters that hold for whoever comes by the link. */
  readonly filters: { readonly [key: string]: Json }
  /** Sites whose pages may show it in a frame; none when empty. */
  readonly sites: readonly string[]
  readonly expiresAt: string
  readonly views: number
  readonly createdBy: string
  readonly createdAt: string
  readonly revokedAt: string | null
}

export type ReportShareTables = {
  readonly create: (
    row: Omit<ReportShareRow, 'id' | 'createdAt' | 'views' | 'revokedAt'> & { readonly tokenHash: string },
  ) => Promise<ReportShareRow>
  /** Links that were not taken back, newest first, at most 500; of one person, of one report, or all. */
  readonly list: (asked: {
    readonly createdBy?: string | undefined
    readonly of?: ReportTarget | undefined
  }) => Promise<readonly ReportShareRow[]>
  readonly get: (id: string) => Promise<ReportShareRow | null>
  /** The link with this token, unless it was taken back or is over. */
  readonly byToken: (tokenHash: string) => Promise<ReportShareRow | null>
  readonly revoke: (id: string) => Promise<void>
  readonly viewed: (id: string) => Promise<void>
}
