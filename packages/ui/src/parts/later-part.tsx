import { type ComponentType, type JSX, lazy, type ReactNode, useState, useSyncExternalStore } from 'react'
import { later } from './later.ts'

/** A part that is fetched later; used like any other, within a Suspense. */
export type LaterPart<Props extends object> = ((props: Props) => ReactNode) & {
  /** Fetches it now. */
  readonly fetch: () => void
  /** Whether it stands at once. */
  readonly isThere: () => boolean
  /** Hears of its arrival. */
  readonly subscribe: (listener: () => void) => () => void
}

/**
 * A part of the screen that the first page does without: fetched in a quiet moment, or when it is first shown. It suspends
 * only where it is shown before it was fetched; once there it stands at once, without a turn of waiting.
 */
export function laterPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  first: boolean = false,
): LaterPart<Props> {
  let found: ComponentType<Props> | undefined
  const listeners = new Set<() => void>()
  const fetched = later(async () => {
    found = await load()
    for (const one of listeners) one()
    return found
  }, first)
  const Coming = lazy(async () => ({ default: await fetched() }))
  function Part(props: Props): ReactNode {
    // What has begun to wait goes on as it is: a change would begin it anew.
    const [Shown] = useState<ComponentType<Props>>(() => found ?? (Coming as unknown as ComponentType<Props>))
    return <Shown {...(props as Props & JSX.IntrinsicAttributes)} />
  }
  return Object.assign(Part, {
    // What can't be had now is fetched again when it is shown, and says then what is wrong.
    fetch: () => void fetched().catch(() => undefined),
    isThere: () => found !== undefined,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
}

/** Whether a part is there, without asking for it. */
export function useIsThere(part: Pick<LaterPart<never>, 'isThere' | 'subscribe'>): boolean {
  return useSyncExternalStore(part.subscribe, part.isThere)
}
