/** What a person marked to come back to. */
export type FavouriteTarget = {
  readonly kind: 'record' | 'view' | 'report' | 'dashboard'
  readonly entity: string | null
  readonly recordId: string | null
  readonly view: string | null
  readonly report: string | null
  readonly dashboard: string | null
}

export type FavouriteRow = FavouriteTarget & { readonly id: string }

/** A record that a person looked at. */
export type VisitedRow = { readonly entity: string; readonly recordId: string; readonly at: string }

/** Each person's own marks; nobody else sees them. */
export type MarkTables = {
  /** Oldest first: where they were put. */
  readonly favourites: (userId: string) => Promise<readonly FavouriteRow[]>
  /** Marking twice is marking once. A person has at most 200. */
  readonly addFavourite: (userId: string, target: FavouriteTarget) => Promise<void>
  readonly removeFavourite: (userId: string, id: string) => Promise<void>
  /** Newest first. */
  readonly visited: (userId: string, limit: number) => Promise<readonly VisitedRow[]>
  /** Remembers a visit; of each person the newest hundred are kept. */
  readonly visit: (userId: string, at: Pick<VisitedRow, 'entity' | 'recordId'>) => Promise<void>
}
