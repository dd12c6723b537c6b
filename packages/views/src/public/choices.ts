import type { Proof, PublicChoice, PublicPage, PublicVisit } from '@mortise/client'
import type { LookupHit } from '@mortise/fields/react'
import type { RecordValues } from '@mortise/schema'
import { useMemo, useSyncExternalStore } from 'react'
import type { LinkReader } from '../form/link-reader.ts'

/** What may be chosen on a page, by the entity that stands for the choices; what was seen is remembered. */
export type Choices = {
  readonly find: (entity: string, text: string) => Promise<readonly LookupHit[]>
  readonly labelOf: (entity: string, id: string) => string | undefined
  readonly lettersOf: (entity: string) => number
  readonly reader: LinkReader
  /** For useSyncExternalStore: something new is known. */
  readonly subscribe: (listener: () => void) => () => void
  readonly version: () => number
}

type Given = {
  readonly picks: PublicPage['picks']
  readonly visit: Pick<PublicVisit, 'choices'>
  readonly proof: () => Promise<Proof>
}

function openChoices({ picks, visit, proof }: Given): Choices {
  const pickOf = (entity: string): Given['picks'][number] | undefined =>
    picks.find((one) => one.entity === entity)
  const seen = new Map<string, PublicChoice>()
  const asked = new Map<string, Promise<PublicChoice | undefined>>()
  const listeners = new Set<() => void>()
  let version = 0
  const remember = (entity: string, choices: readonly PublicChoice[]): void => {
    for (const one of choices) seen.set(`${entity} ${one.id}`, one)
    version += 1
    for (const listener of listeners) listener()
  }
  const named = async (entity: string, id: string): Promise<PublicChoice | undefined> => {
    const pick = pickOf(entity)
    if (pick === undefined) return undefined
    const { choices } = await visit.choices(await proof(), { field: pick.path, of: [id] })
    remember(entity, choices)
    return choices.find((one) => one.id === id)
  }
  // What a draft chose is asked for once; what is offered no longer has no name.
  const known = (entity: string, id: string): Promise<PublicChoice | undefined> => {
    const name = `${entity} ${id}`
    const before = seen.get(name)
    if (before !== undefined) return Promise.resolve(before)
    const asking = asked.get(name) ?? named(entity, id).catch(() => undefined)
    asked.set(name, asking)
    return asking
  }
  return {
    find: async (entity, text) => {
      const pick = pickOf(entity)
      if (pick === undefined || [...text.trim()].length < pick.minLength) return []
      const { choices } = await visit.choices(await proof(), { field: pick.path, text })
      remember(entity, choices)
      return choices.map(({ id, label, hint }) => ({ id, label, ...(hint === '' ? {} : { hint }) }))
    },
    labelOf: (entity, id) => {
      const one = seen.get(`${entity} ${id}`)
      if (one === undefined) void known(entity, id)
      return one?.label
    },
    lettersOf: (entity) => pickOf(entity)?.minLength ?? 0,
    reader: {
      read: async (entity, id) => {
        const one = await known(entity, id)
        return one === undefined ? null : (one.row as RecordValues as Awaited<ReturnType<LinkReader['read']>>)
      },
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
  }
}

/** The choices of a page; whoever uses them is drawn anew when more is known. */
export function useChoices({ picks, visit, proof }: Given): Choices {
  const choices = useMemo(() => openChoices({ picks, visit, proof }), [picks, visit, proof])
  const version = useSyncExternalStore(choices.subscribe, choices.version)
  // A new object for a new state: what is drawn compares by it.
  const current = useMemo(() => ({ ...choices, seen: version }), [choices, version])
  return current
}
