import type { RecordValues } from '../model/values.ts'

/** What is set of a link by which strangers fill in a form. It works at once: none of it is published. */
export type PublicLinkSettings = {
  readonly channel: string
  readonly enabled: boolean
  /** ISO instants. */
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
}

/** A link by which strangers fill in a form, with what came of it. */
export type PublicLinkFacts = PublicLinkSettings & {
  readonly id: string
  readonly entity: string
  /** Stored name of the form document, `<entity>.<key>`. */
  readonly form: string
  readonly views: number
  readonly submissions: number
  /** Submissions that wait for somebody to look at them. */
  readonly held: number
  readonly createdBy: string
  readonly createdAt: string
}

/** One submission by a link. */
export type PublicSubmissionFacts = {
  readonly id: string
  readonly entity: string
  /** Null while it is held back. */
  readonly recordId: string | null
  readonly state: 'made' | 'held' | 'dropped'
  readonly reason: string | null
  /** What was sent, while it is held back. */
  readonly values: RecordValues | null
  /** Version of the text that was agreed to. */
  readonly consent: string | null
  readonly progressRevokedAt: string | null
  readonly createdAt: string
}
