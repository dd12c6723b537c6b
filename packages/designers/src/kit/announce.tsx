import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

const Announcer = createContext<(text: string) => void>(() => undefined)

/** Says aloud to screen readers what a drag or a key just did. */
export function useAnnounce(): (text: string) => void {
  return useContext(Announcer)
}

/** Holds the live region that `useAnnounce` speaks through. The same text again is a new element: it is said again. */
export function AnnounceProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [said, setSaid] = useState({ text: '', turn: 0 })
  const say = useCallback((text: string): void => setSaid(({ turn }) => ({ text, turn: turn + 1 })), [])
  return (
    <Announcer value={say}>
      {children}
      <div className="m-visually-hidden" role="status" aria-live="assertive" aria-atomic="true">
        <span key={said.turn}>{said.text}</span>
      </div>
    </Announcer>
  )
}
