import type { Send } from './transport.ts'

/** What a person marked; `title` comes with records. */
export type Favourite = {
  readonly id: string
  readonly kind: 'record' | 'view' | 'report' | 'dashboard'
  readonly entity: string | null
  readonly recordId: string | null
  readonly view: string | null
  readonly report: string | null
  readonly dashboard: string | null
  readonly title?: string
}

/** What is to be marked: a record, a view of an entity (`` is its first), a report or a dashboard. */
export type FavouriteTarget =
  | { readonly kind: 'record'; readonly entity: string; readonly recordId: string }
  | { readonly kind: 'view'; readonly entity: string; readonly view: string }
  | { readonly kind: 'report'; readonly report: string }
  | { readonly kind: 'dashboard'; readonly dashboard: string }

/** A record that was looked at lately. */
export type Visited = {
  readonly entity: string
  readonly id: string
  readonly title: string
  readonly at: string
}

/** Favourites and visits of the person who is signed in. */
export type MarksApi = {
  readonly favourites: () => Promise<readonly Favourite[]>
  readonly mark: (target: FavouriteTarget) => Promise<void>
  readonly unmark: (id: string) => Promise<void>
  readonly visited: (limit?: number) => Promise<readonly Visited[]>
  readonly visit: (entity: string, id: string) => Promise<void>
}

/** The marks part of the client. */
export function marksApi(send: Send): MarksApi {
  return {
    favourites: async () => (await send<{ data: readonly Favourite[] }>('GET', '/favourites')).data,
    mark: (body) => send('POST', '/favourites', { body }),
    unmark: (id) => send('DELETE', `/favourites/${id}`),
    visited: async (limit = 20) =>
      (await send<{ data: readonly Visited[] }>('GET', '/visited', { query: { limit } })).data,
    visit: (entity, id) => send('POST', '/visited', { body: { entity, id } }),
  }
}
