import type { ServerEvent } from './types.ts'

/** Stops listening. */
export type Unsubscribe = () => void

type Source = Pick<EventSource, 'close'> & {
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent<string>) => void) | null
  onerror: ((event: Event) => void) | null
}

/** What somebody who listens is told. */
export type EventOptions = {
  readonly onEvent: (event: ServerEvent) => void
  /** Called when the line is back after a break: what happened meanwhile is unknown, so refetch. */
  readonly onReconnect?: () => void
}

/** How the line is held; both can be replaced in tests. */
type LineOptions = {
  readonly open?: (url: string) => Source
  /** How long a page that nobody sees keeps its line, in milliseconds. */
  readonly keepHidden?: number
}

const longestWait = 30_000

/**
 * The line on which the server tells what happens, one for a page however many listen. A browser opens six connections
 * to a server over all its windows and a line takes one for good: so a page that is out of sight gives its line back,
 * and asks anew for everything when it is seen again.
 */
export function eventLine(url: string, options: LineOptions = {}): (one: EventOptions) => Unsubscribe {
  const { open = (address) => new EventSource(address) as Source, keepHidden = longestWait } = options
  const listeners = new Set<EventOptions>()
  const line = keptOpen(() => open(url), {
    onEvent: (event) => {
      for (const one of listeners) one.onEvent(event)
    },
    onReconnect: () => {
      for (const one of listeners) one.onReconnect?.()
    },
  })
  let leaving: ReturnType<typeof setTimeout> | undefined
  const onSight = (): void => {
    clearTimeout(leaving)
    if (document.visibilityState === 'visible') line.connect()
    else leaving = setTimeout(line.rest, keepHidden)
  }
  const page = globalThis.document as Document | undefined
  return (one) => {
    if (listeners.size === 0) {
      page?.addEventListener('visibilitychange', onSight)
      line.connect()
    }
    listeners.add(one)
    return () => {
      if (!listeners.delete(one) || listeners.size > 0) return
      page?.removeEventListener('visibilitychange', onSight)
      clearTimeout(leaving)
      line.end()
    }
  }
}

type Line = {
  /** Opens it, unless it is open. */
  readonly connect: () => void
  /** Gives it back for a while; the next opening counts as one after a break. */
  readonly rest: () => void
  readonly end: () => void
}

/**
 * A line that comes back. The browser retries dropped ones itself but gives up on an error answer; then we open a new
 * one, waiting longer each time, up to half a minute.
 */
function keptOpen(open: () => Source, told: Required<EventOptions>): Line {
  let source: Source | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = 1000
  let broke = false
  const drop = (): void => {
    clearTimeout(timer)
    source?.close()
    source = undefined
  }
  const connect = (): void => {
    if (source !== undefined) return
    clearTimeout(timer)
    const made = open()
    source = made
    made.onopen = () => {
      if (broke) told.onReconnect()
      broke = false
      wait = 1000
    }
    made.onmessage = (message) => {
      const event = parse(message.data)
      if (event !== undefined) told.onEvent(event)
    }
    made.onerror = () => {
      if (source !== made) return
      drop()
      broke = true
      timer = setTimeout(connect, wait)
      wait = Math.min(wait * 2, longestWait)
    }
  }
  return {
    connect,
    rest: () => {
      drop()
      broke = true
    },
    end: () => {
      drop()
      broke = false
    },
  }
}

function parse(data: string): ServerEvent | undefined {
  try {
    const event: unknown = JSON.parse(data)
    return typeof event === 'object' && event !== null && 'topic' in event
      ? (event as ServerEvent)
      : undefined
  } catch {
    return undefined
  }
}
