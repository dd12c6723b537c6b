import { createContext, useCallback, useContext, useEffect, useMemo, useRef } from 'react'

/** Tells a shell whether leaving the page would lose something. */
export type LeaveGuard = { readonly hold: (holds: () => boolean) => () => void }

const LeaveContext = createContext<LeaveGuard>({ hold: () => () => undefined })

/** Given by the shell that owns the router, and by whatever else can be closed with a form inside. */
export const LeaveGuardProvider: React.Provider<LeaveGuard> = LeaveContext.Provider

/** Asks before a page with unsaved changes is left, by a link in the product or by the browser. */
export function useUnsavedGuard(dirty: () => boolean): void {
  const guard = useContext(LeaveContext)
  useEffect(() => {
    const release = guard.hold(dirty)
    const ask = (event: BeforeUnloadEvent): void => {
      if (dirty()) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => {
      release()
      removeEventListener('beforeunload', ask)
    }
  }, [guard, dirty])
}

/**
 * For a panel that closes with a form inside: `guard` is given to what stands in it (it tells the page as well), and
 * `holds` says whether closing would lose something.
 */
export function useInnerGuard(): { readonly guard: LeaveGuard; readonly holds: () => boolean } {
  const outer = useContext(LeaveContext)
  const held = useRef(new Set<() => boolean>())
  const guard = useMemo<LeaveGuard>(
    () => ({
      hold: (holds) => {
        held.current.add(holds)
        const release = outer.hold(holds)
        return () => {
          held.current.delete(holds)
          release()
        }
      },
    }),
    [outer],
  )
  return { guard, holds: useCallback(() => [...held.current].some((holds) => holds()), []) }
}
