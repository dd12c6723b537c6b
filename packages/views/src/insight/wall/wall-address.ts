/** What a wall shows, how long each page of it stays, how often its numbers are asked anew, and how it looks. */
export type Wall = {
  readonly boards: readonly string[]
  /** Seconds. */
  readonly every: number
  /** Minutes. */
  readonly refresh: number
  readonly look: 'dark' | 'light'
}

/** Seconds that a page may stay. */
export const stays: readonly number[] = [10, 20, 30, 60, 120, 300]
/** Minutes after which numbers may be asked anew. */
export const refreshes: readonly number[] = [1, 5, 15, 60]

/** More dashboards than this nobody waits for. */
export const mostBoards = 12

const oneOf = (given: string | null, list: readonly number[], standard: number): number => {
  const value = Number(given)
  return list.includes(value) ? value : standard
}

/** Reads a wall from the end of its address; what makes no sense there is as usual. */
export function readWall(search: string): Wall {
  const query = new URLSearchParams(search)
  const boards = (query.get('boards') ?? '').split(',').filter((one) => /^[a-z][a-z0-9_]{0,47}$/.test(one))
  return {
    boards: [...new Set(boards)].slice(0, mostBoards),
    every: oneOf(query.get('every'), stays, 30),
    refresh: oneOf(query.get('refresh'), refreshes, 5),
    look: query.get('look') === 'light' ? 'light' : 'dark',
  }
}

/** The address of a wall: kept as a bookmark it starts by itself on the screen it hangs on. */
export function wallPath({ boards, every, refresh, look }: Wall): string {
  return `/wall?boards=${boards.join(',')}&every=${every}&refresh=${refresh}&look=${look}`
}
