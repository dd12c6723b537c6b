import type { Json } from '@mortise/expressions'

/** What a draft is of: one form of an entity, for one record or (null) for a new one. */
export type FormDraftPlace = {
  readonly entity: string
  readonly form: string
  readonly recordId: string | null
}

/** A draft without what was typed. */
export type FormDraftHead = FormDraftPlace & { readonly updatedAt: string }

/** What a person has typed into a form and not saved. */
export type FormDraftRow = FormDraftHead & {
  readonly data: Json
  /** Version of the metadata it was typed under. */
  readonly schemaVersion: number
  /** Version of the record it was typed over; null for a new one. */
  readonly recordVersion: number | null
}

/** Drafts of forms. Each belongs to one person, whose id comes first everywhere. */
export type FormDraftTables = {
  /** Newest first. */
  readonly list: (userId: string) => Promise<readonly FormDraftHead[]>
  readonly get: (userId: string, place: FormDraftPlace) => Promise<FormDraftRow | null>
  /** Keeps a draft in place of the one before, and lets go of this person's oldest beyond `atMost`. */
  readonly put: (
    userId: string,
    draft: Omit<FormDraftRow, 'updatedAt'>,
    atMost: number,
  ) => Promise<FormDraftHead>
  readonly remove: (userId: string, place: FormDraftPlace) => Promise<void>
}
