import type { Send } from './transport.ts'

/** What a draft is of: one form of an entity (`default` where there is no document), for a record or a new one. */
export type FormDraftPlace = {
  readonly entity: string
  readonly form: string
  readonly recordId?: string | null | undefined
}

/** A draft without what was typed. `updatedAt` is an ISO instant. */
export type FormDraftHead = {
  readonly entity: string
  readonly form: string
  readonly recordId: string | null
  readonly updatedAt: string
  /** What its form shows as the record's title. */
  readonly title: string | null
  /** Where it was typed, in words. */
  readonly device: string | null
}

/** What this person has typed into a form and not saved. */
export type FormDraft = FormDraftHead & {
  readonly data: unknown
  readonly schemaVersion: number
  readonly recordVersion: number | null
}

/** What is kept: the typed values, under which version of the metadata, and over which version of the record. */
export type FormDraftInput = {
  readonly data: unknown
  readonly schemaVersion: number
  readonly recordVersion?: number | null | undefined
}

/** Own drafts of forms, kept for 90 days after the last change. Every method throws ApiError. */
export type DraftsApi = {
  /** Newest first, without their data. */
  readonly list: () => Promise<readonly FormDraftHead[]>
  readonly get: (place: FormDraftPlace) => Promise<FormDraft | null>
  /** Replaces the draft there was. Null when the caller is no person who could come back for it. */
  readonly put: (place: FormDraftPlace, draft: FormDraftInput) => Promise<FormDraftHead | null>
  readonly remove: (place: FormDraftPlace) => Promise<void>
}

function addressOf({ entity, form, recordId }: FormDraftPlace): string {
  const record = recordId === undefined || recordId === null ? '' : `?record=${encodeURIComponent(recordId)}`
  return `/drafts/${encodeURIComponent(entity)}/${encodeURIComponent(form)}${record}`
}

/** The drafts part of the client. */
export function draftsApi(send: Send): DraftsApi {
  return {
    list: async () => (await send<{ data: readonly FormDraftHead[] }>('GET', '/drafts')).data,
    get: async (place) => (await send<{ data: FormDraft | null }>('GET', addressOf(place))).data,
    put: async (place, draft) =>
      (await send<{ data: FormDraftHead | null }>('PUT', addressOf(place), { body: draft })).data,
    remove: async (place) => {
      await send('DELETE', addressOf(place))
    },
  }
}
