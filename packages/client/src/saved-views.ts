import type { Send } from './transport.ts'

/** What a saved view keeps: the parts of a list's address. */
export type SavedSearch = { readonly [part: string]: string | boolean }

/** A way to look at a list that a person keeps, alone or for others. */
export type SavedView = {
  readonly id: string
  readonly name: string
  readonly json: SavedSearch
  readonly shared: 'me' | 'team' | 'all'
  /** Opens first. */
  readonly default: boolean
  /** Whether it is this person's own, to change and to remove. */
  readonly mine: boolean
}

/** A view as it is kept; without an id a new one is made. */
export type SavedViewInput = Omit<SavedView, 'id' | 'mine'> & { readonly id?: string | undefined }

/** Saved views of lists. Every method throws ApiError. */
export type SavedViewsApi = {
  /** Own views first, then those that others share. */
  readonly list: (entity: string) => Promise<readonly SavedView[]>
  /** Gives its id. */
  readonly save: (entity: string, view: SavedViewInput) => Promise<string>
  readonly remove: (entity: string, id: string) => Promise<void>
}

/** The saved views part of the client. */
export function savedViewsApi(send: Send): SavedViewsApi {
  const at = (entity: string): string => `/saved-views/${encodeURIComponent(entity)}`
  return {
    list: async (entity) => (await send<{ data: readonly SavedView[] }>('GET', at(entity))).data,
    save: async (entity, view) =>
      (await send<{ data: { readonly id: string } }>('PUT', at(entity), { body: view })).data.id,
    remove: async (entity, id) => {
      await send('DELETE', `${at(entity)}/${id}`)
    },
  }
}
