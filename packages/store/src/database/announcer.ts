import pg from 'pg'

/** Who works on a design at this moment, in which of their windows, and where in it. */
export type DesignSign = {
  readonly user: string
  readonly name: string
  readonly window: string
  /** `saved`: the document has a new draft. `here`, `away`: the window opened it, or closed it. */
  readonly state: 'saved' | 'here' | 'away'
  /** Where in the document, as a person reads it. */
  readonly at?: string
}

/** A hint that something changed, between processes. */
export type Change = {
  readonly topic: string
  readonly entity?: string
  readonly id?: string
  readonly users?: readonly string[]
  readonly sign?: DesignSign
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

/** Announcements go out at most this often, which nobody sees: one a commit would cost as much as the commit. */
const pauseMs = 50

/**
 * Sends texts to the channel: the first at once, those that come while others are on their way, or shortly after, go
 * together in one statement. Under load that is one for many commits.
 */
export function gatherAnnouncements(send: (texts: readonly string[]) => Promise<void>): Gatherer {
  let waiting: string[] = []
  let next: Promise<void> | undefined
  let running: Promise<void> = Promise.resolve()
  let hurried = false
  let endPause = (): void => undefined
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, hurried ? 0 : pauseMs)
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  return {
    tell: (text) => {
      waiting.push(text)
      next ??= running.then(() => {
        const texts = [...new Set(waiting)]
        waiting = []
        next = undefined
        const sent = send(texts)
        running = sent.catch(() => undefined).then(pause)
        return sent
      })
      return next
    },
    flush: async () => {
      hurried = true
      endPause()
      await next?.catch(() => undefined)
    },
  }
}

/** Announcements on their way out. */
export type Gatherer = {
  /** Resolves when it was sent. */
  readonly tell: (text: string) => Promise<void>
  /** Sends what still waits, without pauses from now on. */
  readonly flush: () => Promise<void>
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
