import type { ServerEvent } from './types.ts'

/** Stops listening. */
export type Unsubscribe = () => void

type Source = Pick<EventSource, 'close'> & {
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent<string>) => void) | null
  onerror: ((event: Event) => void) | null
}

/** How to listen; the source can be replaced in tests. */
export type EventOptions = {
  readonly onEvent: (event: ServerEvent) => void
  /** Called when the line is back after a break: what happened meanwhile is unknown, so refetch. */
  readonly onReconnect?: () => void
  readonly open?: (url: string) => Source
}

const longestWait = 30_000

/**
 * Listens to the server. The browser retries dropped lines itself but gives up on an error answer; then we open a
 * new one, waiting longer each time, up to half a minute.
 */
export function listen(url: string, options: EventOptions): Unsubscribe {
  const open = options.open ?? ((address) => new EventSource(address) as Source)
  let source: Source | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = 1000
  let broke = false
  let stopped = false
  const connect = (): void => {
    if (stopped) return
    source = open(url)
    source.onopen = () => {
      if (broke) options.onReconnect?.()
      broke = false
      wait = 1000
    }
    source.onmessage = (message) => {
      const event = parse(message.data)
      if (event !== undefined) options.onEvent(event)
    }
    source.onerror = () => {
      broke = true
      source?.close()
      clearTimeout(timer)
      timer = setTimeout(connect, wait)
      wait = Math.min(wait * 2, longestWait)
    }
  }
  connect()
  return () => {
    stopped = true
    clearTimeout(timer)
    source?.close()
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
