import type { DesignSign, WorkspaceStore } from '@mortise/store'

/**
 * What an open screen hears: a hint to read again, which then passes the door like any other read. Hints of records
 * name the entity alone, as the record may lie out of reach; an import's id goes to whom the import belongs to.
 */
export type LiveEvent = {
  readonly topic: 'record' | 'model' | 'inbox' | 'notification' | 'import' | 'design'
  readonly entity?: string
  readonly id?: string
  /** With the topic `design`: who is at the document `id`, and what they did. */
  readonly sign?: DesignSign
}

/** Passes changes on to open screens; `users` limits an event to some people. */
export type EventHub = {
  readonly subscribe: (userId: string | null, listener: (event: LiveEvent) => void) => () => void
  readonly close: () => void
}

const topics = new Set<string>(['record', 'model', 'inbox', 'notification', 'import'])
/** One hint for all that happened to an entity meanwhile: screens read once, and nobody counts what others do. */
const gatherMs = 100

type Entry = { readonly userId: string | null; readonly listener: (event: LiveEvent) => void }

/**
 * Listens to a workspace's commits in any process. `mayKnow` hides events of entities a person may not see, `mayDesign`
 * what designers do from who is none.
 *
 * A hint isn't checked against the record's own rights: a record that has just left a person's reach must leave
 * their screens too, and what it was before is gone. So nothing of the record is told.
 */
export function openHub(
  workspace: Pick<WorkspaceStore, 'onChange'>,
  mayKnow: (userId: string | null, entity: string) => boolean,
  mayDesign: (userId: string | null) => boolean = () => false,
): EventHub {
  const entries = new Set<Entry>()
  const gathering = new Map<string, ReturnType<typeof setTimeout>>()
  const tell = (event: LiveEvent, users?: readonly string[]): void => {
    for (const { userId, listener } of entries) {
      if (users !== undefined && (userId === null || !users.includes(userId))) continue
      if (event.entity !== undefined && !mayKnow(userId, event.entity)) continue
      listener(event)
    }
  }
  const hint = (entity: string): void => {
    gathering.delete(entity)
    tell({ topic: 'record', entity })
  }
  const tellDesigners = (event: LiveEvent): void => {
    for (const { userId, listener } of entries) if (mayDesign(userId)) listener(event)
  }
  const unsubscribe = workspace.onChange(({ topic, entity, id, users, sign }) => {
    if (topic === 'design' && sign !== undefined && id !== undefined)
      return tellDesigners({ topic: 'design', id, sign })
    if (!topics.has(topic)) return
    if (topic === 'record') {
      if (entity === undefined || gathering.has(entity)) return
      gathering.set(entity, setTimeout(hint, gatherMs, entity).unref())
      return
    }
    const own = users !== undefined && id !== undefined ? { id } : {}
    tell({ topic: topic as LiveEvent['topic'], ...own }, users)
  })
  return {
    subscribe: (userId, listener) => {
      const entry = { userId, listener }
      entries.add(entry)
      return () => entries.delete(entry)
    },
    close: () => {
      unsubscribe()
      for (const timer of gathering.values()) clearTimeout(timer)
      gathering.clear()
      entries.clear()
    },
  }
}
