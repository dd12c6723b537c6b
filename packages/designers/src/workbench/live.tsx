import { type DocumentKind, documentKinds } from '@mortise/schema'
import { useT, useToast } from '@mortise/ui'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import { useWorkbench } from './context.tsx'
import { documentId } from './documents.ts'
import { messages } from './live-messages.ts'
import { nobody, noted, type Presence, type Present, presenceEvery, presentAt } from './presence.ts'
import { windowName } from './window-name.ts'

type Live = {
  readonly presence: Presence
  /** When that was looked at last. */
  readonly now: number
  /** Says that this window is at a document; returns how to take that back. */
  readonly arrive: (kind: DocumentKind, key: string) => () => void
  readonly move: (at: string | undefined) => void
}

const LiveContext = createContext<Live>({
  presence: nobody,
  now: 0,
  arrive: () => () => undefined,
  move: () => undefined,
})

type Stand = { readonly kind: DocumentKind; readonly key: string; readonly at?: string | undefined }

function placeOf(id: string): readonly [DocumentKind, string] | undefined {
  const cut = id.indexOf('/')
  const kind = documentKinds.find((one) => one === id.slice(0, cut))
  return kind === undefined ? undefined : [kind, id.slice(cut + 1)]
}

/** Hears what others design at the same time: who is where, and drafts they saved, which are merged with ours. */
export function LiveProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useT(messages)
  const toast = useToast()
  const announce = useAnnounce()
  const { client, api, space } = useWorkbench()
  const [{ presence, now }, setPresence] = useState({ presence: nobody, now: 0 })
  const stand = useRef<Stand | undefined>(undefined)
  const told = useRef(0)
  const say = useRef((state: 'here' | 'away'): void => {
    const place = stand.current
    if (place === undefined) return
    told.current = Date.now()
    // A hint to others: nothing is lost when it does not arrive.
    void api.presence({ ...place, state }).catch(() => undefined)
  })
  const latest = useRef({ t, toast, announce })
  latest.current = { t, toast, announce }
  useEffect(() => {
    const hearSaved = async (id: string, name: string): Promise<void> => {
      const place = placeOf(id)
      if (place === undefined) return
      const before = space.get(...place)
      await space.hear(...place)
      const isOpen = stand.current !== undefined && id === documentId(stand.current.kind, stand.current.key)
      if (!isOpen || space.get(...place) === before) return
      const text = latest.current.t('changedBy', { name })
      latest.current.toast({ text })
      latest.current.announce(text)
    }
    return client.listen({
      onEvent: ({ topic, id, sign }) => {
        if (topic !== 'design' || id === undefined || sign === undefined || sign.window === windowName) return
        if (sign.state === 'saved') void hearSaved(id, sign.name).catch(() => undefined)
        const isHere = sign.state !== 'away'
        // A save made by a program has no window that could be open.
        if (sign.window !== '')
          setPresence((from) => {
            const heard = Date.now()
            return { presence: noted(from.presence, { ...sign, id, now: heard, here: isHere }), now: heard }
          })
        // Who has just come doesn't know yet who is there.
        if (sign.state === 'here' && Date.now() - told.current > 3_000) say.current('here')
      },
      onReconnect: () => {
        const place = stand.current
        // What the others saved meanwhile was said to nobody here.
        if (place !== undefined) void space.hear(place.kind, place.key).catch(() => undefined)
      },
    })
  }, [client, space])
  useEffect(() => {
    const timer = setInterval(() => {
      say.current('here')
      // Those who are gone for long are so without a word.
      setPresence((from) => ({ ...from, now: Date.now() }))
    }, presenceEvery)
    return () => clearInterval(timer)
  }, [])
  const [live] = useState(() => ({
    arrive: (kind: DocumentKind, key: string) => {
      stand.current = { kind, key }
      say.current('here')
      return () => {
        say.current('away')
        stand.current = undefined
      }
    },
    move: (at: string | undefined) => {
      if (stand.current === undefined || stand.current.at === at) return
      stand.current = { ...stand.current, at }
      if (Date.now() - told.current > 1_500) say.current('here')
    },
  }))
  return <LiveContext value={{ ...live, presence, now }}>{children}</LiveContext>
}

/** Says that this window is at a document, and gives who else is. */
export function usePresence(kind: DocumentKind, key: string): readonly Present[] {
  const { presence, now, arrive } = useContext(LiveContext)
  useEffect(() => arrive(kind, key), [kind, key, arrive])
  return presentAt(presence, documentId(kind, key), now)
}

/** Tells the others where in the document this window is. */
export function usePresentPlace(at: string | undefined): void {
  const { move } = useContext(LiveContext)
  useEffect(() => move(at), [at, move])
}
