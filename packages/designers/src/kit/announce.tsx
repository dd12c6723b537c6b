import { createContext, type ReactNode, useContext, useState } from 'react'

const Announcer = createContext<(text: string) => void>(() => undefined)

/** Says aloud to screen readers what a drag or a key just did. */
export function useAnnounce(): (text: string) => void {
  return useContext(Announcer)
}

/** Holds the live region that `useAnnounce` speaks through. */
export function AnnounceProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [text, setText] = useState('')
  return (
    <Announcer value={setText}>
      {children}
      <div className="m-visually-hidden" role="status" aria-live="assertive">
        {text}
      </div>
    </Announcer>
  )
}
