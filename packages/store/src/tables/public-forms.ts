import type { Json } from '@mortise/expressions'
import type { PublicLinkFacts, PublicLinkSettings, PublicSubmissionFacts } from '@mortise/schema'

/** A secret that links and riddles are signed with. */
export type PublicKeyRow = {
  readonly id: string
  readonly secret: string
  /** Signs and checks nothing any more; by it alone people are known again who took part once. */
  readonly retired: boolean
}

/** A link by which strangers fill in a form. */
export type PublicFormRow = PublicLinkFacts & {
  readonly keyId: string
  readonly nonce: string
  readonly revokedAt: string | null
}

/** What may be changed of a link without publishing. */
export type PublicFormPatch = Partial<PublicLinkSettings>

/** One submission by a link. */
export type PublicSubmissionRow = PublicSubmissionFacts & {
  readonly link: string
  readonly form: string
  readonly session: string
  readonly digest: string
  readonly onceKey: string | null
  readonly source: Json
  readonly locale: 'zh' | 'en'
}

export type PublicFormTables = {
  /** Keys, newest first. */
  readonly keys: () => Promise<readonly PublicKeyRow[]>
  /** Keeps a key unless there is one already; answers all. */
  readonly firstKey: (row: Omit<PublicKeyRow, 'retired'>) => Promise<readonly PublicKeyRow[]>
  /** Puts a key in place of all others. */
  readonly renewKey: (row: Omit<PublicKeyRow, 'retired'>) => Promise<void>
  /** Gives a link another address; the one before leads nowhere. */
  readonly readdress: (
    id: string,
    to: { readonly keyId: string; readonly nonce: string; readonly tokenHash: string },
  ) => Promise<void>
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
  /** Files that a session brought, or parts of them (told by their type), and their size. */
  readonly brought: (
    session: string,
    asked: { readonly partType: string; readonly asPart: boolean },
  ) => Promise<{ readonly files: number; readonly bytes: number }>
}
