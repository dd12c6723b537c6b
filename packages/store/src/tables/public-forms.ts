import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'

/** A secret that links and riddles are signed with. */
export type PublicKeyRow = { readonly id: string; readonly secret: string }

/** A link by which strangers fill in a form. */
export type PublicFormRow = {
  readonly id: string
  readonly entity: string
  /** Stored name of the form document, `<entity>.<key>`. */
  readonly form: string
  readonly channel: string
  readonly keyId: string
  readonly nonce: string
  readonly enabled: boolean
  readonly opensAt: string | null
  readonly closesAt: string | null
  /** Most submissions; null for any number. */
  readonly quota: number | null
  /** Origins that may frame the page; none for no framing at all. */
  readonly sites: readonly string[]
  /** Who owns the records, unless the form or a rule says otherwise. */
  readonly owner: string | null
  /** Leading zero bits of the riddle. */
  readonly difficulty: number
  readonly views: number
  readonly submissions: number
  /** Submissions that wait for somebody to look at them. */
  readonly held: number
  readonly createdBy: string
  readonly createdAt: string
  readonly revokedAt: string | null
}

/** What may be changed of a link without publishing. */
export type PublicFormPatch = Partial<
  Pick<
    PublicFormRow,
    'channel' | 'enabled' | 'opensAt' | 'closesAt' | 'quota' | 'sites' | 'owner' | 'difficulty'
  >
>

/** One submission by a link. */
export type PublicSubmissionRow = {
  readonly id: string
  readonly link: string
  readonly form: string
  readonly entity: string
  /** Null while it is held back. */
  readonly recordId: string | null
  readonly state: 'made' | 'held' | 'dropped'
  readonly reason: string | null
  /** What was sent, while it is held back. */
  readonly values: RecordValues | null
  readonly session: string
  readonly digest: string
  readonly onceKey: string | null
  /** Version of the text that was agreed to. */
  readonly consent: string | null
  readonly source: Json
  readonly locale: 'zh' | 'en'
  readonly progressRevokedAt: string | null
  readonly createdAt: string
}

export type PublicFormTables = {
  /** Keys, newest first. */
  readonly keys: () => Promise<readonly PublicKeyRow[]>
  /** Keeps a key unless there is one already; answers all. */
  readonly firstKey: (row: PublicKeyRow) => Promise<readonly PublicKeyRow[]>
  readonly create: (
    row: Pick<PublicFormRow, 'entity' | 'form' | 'keyId' | 'nonce' | 'createdBy' | 'difficulty'> &
      PublicFormPatch & { readonly tokenHash: string },
  ) => Promise<PublicFormRow>
  /** Links that were not revoked, newest first; of one form, or all. */
  readonly list: (form?: string) => Promise<readonly PublicFormRow[]>
  readonly get: (id: string) => Promise<PublicFormRow | null>
  /** A revoked one counts as absent. */
  readonly byToken: (tokenHash: string) => Promise<PublicFormRow | null>
  readonly update: (id: string, patch: PublicFormPatch) => Promise<void>
  readonly revoke: (id: string) => Promise<void>
  readonly viewed: (id: string) => Promise<void>
  /** Counts one more submission, unless the quota is reached. Locks the link to the end of the transaction. */
  readonly take: (id: string) => Promise<boolean>
  /** Keeps a submission; false when its session or its `onceKey` took part before. */
  readonly submit: (row: Omit<PublicSubmissionRow, 'createdAt' | 'progressRevokedAt'>) => Promise<boolean>
  readonly bySession: (session: string) => Promise<PublicSubmissionRow | null>
  readonly submission: (id: string) => Promise<PublicSubmissionRow | null>
  /** Newest first. */
  readonly submissions: (
    link: string,
    asked: { readonly state?: PublicSubmissionRow['state']; readonly limit: number },
  ) => Promise<readonly PublicSubmissionRow[]>
  /** A submission that was held back is settled: its record was made, or it was dropped. False when it was settled before. */
  readonly settle: (id: string, recordId: string | null) => Promise<boolean>
  readonly revokeProgress: (id: string) => Promise<void>
  /** Files that a session brought, and their size. */
  readonly brought: (session: string) => Promise<{ readonly files: number; readonly bytes: number }>
}
