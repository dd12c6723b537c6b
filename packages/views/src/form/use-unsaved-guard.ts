import { createContext, useContext, useEffect } from 'react'

/** Tells a shell whether leaving the page would lose something. */
export type LeaveGuard = { readonly hold: (holds: () => boolean) => () => void }

const LeaveContext = createContext<LeaveGuard>({ hold: () => () => undefined })

/** Given by the shell that owns the router. */
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
