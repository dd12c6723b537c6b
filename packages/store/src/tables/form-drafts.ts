import type { Json } from '@mortise/expressions'

/** What a draft is of: one form of an entity, for one record or (null) for a new one. */
export type FormDraftPlace = {
  readonly entity: string
  readonly form: string
  readonly recordId: string | null
}

/** A draft without what was typed. */
export type FormDraftHead = FormDraftPlace & {
  readonly updatedAt: string
  /** What its form shows as the record's title, and where it was typed, as the draft says; null where it does not. */
  readonly title: string | null
  readonly device: string | null
}

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
    draft: Omit<FormDraftRow, 'updatedAt' | 'title' | 'device'>,
    atMost: number,
  ) => Promise<FormDraftHead>
  /** Where all people's drafts are, without what is in them. */
  readonly all: () => Promise<readonly (FormDraftPlace & { readonly userId: string })[]>
  /** Gives a draft other contents and another form's name, because names of the design changed; its time stays. */
  readonly carry: (
    userId: string,
    place: FormDraftPlace,
    to: { readonly form: string; readonly data: Json },
  ) => Promise<void>
  readonly remove: (userId: string, place: FormDraftPlace) => Promise<void>
}
