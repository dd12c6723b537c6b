import type { Refs } from '@mortise/client'
import type { RecordValues } from '@mortise/schema'
import { type DeviceStore, deviceStore } from './device-store.ts'
import type { TypedUnder } from './by-ids.ts'
import { heldNames } from './locks.ts'

/** What a draft is of: one form, of a record or of a new one, as one person has it. */
export type DraftPlace = {
  readonly workspace: string
  readonly user: string
  readonly entity: string
  readonly form: string
  readonly record: string | null
}

/** What somebody has typed into a form on this device and not saved. */
export type LocalDraft = DraftPlace & {
  /** Of the one opening of the form in which it was typed. */
  readonly id: string
  /** ISO instant. */
  readonly savedAt: string
  /** Version of the metadata and of the record under which it was typed. */
  readonly schemaVersion: number
  readonly recordVersion: number | null
  /** What its names stood for; absent in drafts from before. */
  readonly under?: TypedUnder | undefined
  /** What its form showed as the record's title. */
  readonly title?: string | undefined
  /** The fields that differ from what was opened. */
  readonly values: RecordValues
  /** The names they show. */
  readonly names?: Refs | undefined
}

const days = 90

/** Name of the lock that a form holds while it is open. */
export const lockOf = (id: string): string => `mortise-draft-${id}`

/** Where drafts are looked for, with the ids that outlive other names. */
export type DraftSearch = DraftPlace & { readonly under: Pick<TypedUnder, 'entity' | 'form'> }

/** Whether a draft is of this form, whatever both were called when it was typed. */
function sameForm(draft: LocalDraft, place: DraftSearch): boolean {
  const own = draft.workspace === place.workspace && draft.user === place.user
  const { under } = draft
  const same =
    under === undefined
      ? draft.entity === place.entity && draft.form === place.form
      : under.entity === place.under.entity && under.form === place.under.form
  return own && same && draft.record === place.record
}

/** Drafts of a form that no open page is typing into, newest first; those that are too old are forgotten on the way. */
export async function leftBehind(
  place: DraftSearch,
  now: number,
  store: DeviceStore = deviceStore,
): Promise<readonly LocalDraft[]> {
  const [all, held] = await Promise.all([store.all<LocalDraft>('drafts'), heldNames()])
  const oldest = new Date(now - days * 86_400_000).toISOString()
  for (const draft of all) if (draft.savedAt < oldest) void store.remove('drafts', draft.id)
  return all
    .filter((draft) => draft.savedAt >= oldest && sameForm(draft, place) && !held.has(lockOf(draft.id)))
    .toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1))
}

/** All drafts of a person on this device that no open page is typing into, newest first. */
export async function allLeftBehind(
  { workspace, user }: Pick<DraftPlace, 'workspace' | 'user'>,
  now: number,
  store: DeviceStore = deviceStore,
): Promise<readonly LocalDraft[]> {
  const [all, held] = await Promise.all([store.all<LocalDraft>('drafts'), heldNames()])
  const oldest = new Date(now - days * 86_400_000).toISOString()
  return all
    .filter((one) => one.workspace === workspace && one.user === user && one.savedAt >= oldest)
    .filter((one) => !held.has(lockOf(one.id)))
    .toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1))
}
