import pg from 'pg'

/** A hint that something changed, between processes. */
export type Change = {
  readonly topic: string
  readonly entity?: string
  readonly id?: string
  readonly users?: readonly string[]
}

type Listener = (change: Change) => void

/** Hears announcements of every process on one connection of its own, opened with the first listener. */
export type Announcer = {
  readonly listen: (workspace: string, listener: Listener) => () => void
  readonly close: () => Promise<void>
}

/** Postgres channel of announcements. */
export const channel = 'mortise_change'

// Postgres refuses payloads of 8,000 bytes and more.
const largest = 7_500

/** Text of an announcement; the list of users is left out when it is too long, which means everybody. */
export function announcement(workspace: string, change: Change): string {
  const text = JSON.stringify({ workspace, ...change })
  if (Buffer.byteLength(text) <= largest) return text
  const { users: _users, ...rest } = change
  return JSON.stringify({ workspace, ...rest })
}

/**
 * Sends texts to the channel. Those that come while others are on their way go together in one statement: under load
 * one for many commits.
 */
export function gatherAnnouncements(
  send: (texts: readonly string[]) => Promise<void>,
): (text: string) => Promise<void> {
  let waiting: string[] = []
  let next: Promise<void> | undefined
  let running: Promise<void> = Promise.resolve()
  return (text) => {
    waiting.push(text)
    next ??= running.then(() => {
      const texts = [...new Set(waiting)]
      waiting = []
      next = undefined
      const sent = send(texts)
      running = sent.catch(() => undefined)
      return sent
    })
    return next
  }
}

/** Only a hint stands on it: when the connection is lost it comes back later, and polling bridges the gap. */
export function makeAnnouncer(url: string, onError: (error: unknown) => void): Announcer {
  const listeners = new Map<string, Set<Listener>>()
  let client: pg.Client | undefined
  let again: NodeJS.Timeout | undefined
  let closed = false

  const retry = (): void => {
    client = undefined
    if (closed || again !== undefined) return
    again = setTimeout(() => {
      again = undefined
      open()
    }, 2_000)
    again.unref()
  }
  const tell = (payload: string | undefined): void => {
    const change = parsed(payload)
    if (change === undefined) return
    const { workspace, ...rest } = change
    for (const listener of listeners.get(workspace) ?? []) listener(rest)
  }
  const open = (): void => {
    if (client !== undefined || closed) return
    const opened = new pg.Client({ connectionString: url, application_name: 'mortise listen' })
    client = opened
    opened.on('error', onError)
    opened.on('end', retry)
    opened.on('notification', ({ payload }) => tell(payload))
    opened
      .connect()
      .then(() => opened.query(`listen ${channel}`))
      .catch((error: unknown) => {
        onError(error)
        retry()
      })
  }
  return {
    listen: (workspace, listener) => {
      const set = listeners.get(workspace) ?? new Set<Listener>()
      listeners.set(workspace, set.add(listener))
      open()
      return () => set.delete(listener)
    },
    close: async () => {
      closed = true
      clearTimeout(again)
      await client?.end().catch(onError)
    },
  }
}

function parsed(payload: string | undefined): (Change & { readonly workspace: string }) | undefined {
  try {
    return JSON.parse(payload ?? '') as Change & { readonly workspace: string }
  } catch {
    return undefined
  }
}
