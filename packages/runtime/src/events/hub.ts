import type { WorkspaceStore } from '@mortise/store'

/** What an open screen hears. Ids only: what the screen then reads passes the door like any other read. */
export type LiveEvent = {
  readonly topic: 'record' | 'model' | 'inbox' | 'notification' | 'import'
  readonly entity?: string
  readonly id?: string
}

/** Passes changes on to open screens; `users` limits an event to some people. */
export type EventHub = {
  readonly subscribe: (userId: string | null, listener: (event: LiveEvent) => void) => () => void
  readonly close: () => void
}

const topics = new Set<string>(['record', 'model', 'inbox', 'notification', 'import'])

/** Listens to a workspace's commits in any process. `mayKnow` hides events of entities a person may not see. */
export function openHub(
  workspace: WorkspaceStore,
  mayKnow: (userId: string | null, entity: string) => boolean,
): EventHub {
  const listeners = new Set<{
    readonly userId: string | null
    readonly listener: (event: LiveEvent) => void
  }>()
  const unsubscribe = workspace.onChange((change) => {
    if (!topics.has(change.topic)) return
    const { entity, id } = change
    const event = {
      topic: change.topic,
      ...(entity === undefined ? {} : { entity }),
      ...(id === undefined ? {} : { id }),
    } as LiveEvent
    for (const { userId, listener } of listeners) {
      if (change.users !== undefined && (userId === null || !change.users.includes(userId))) continue
      if (entity !== undefined && !mayKnow(userId, entity)) continue
      listener(event)
    }
  })
  return {
    subscribe: (userId, listener) => {
      const entry = { userId, listener }
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
    close: () => {
      unsubscribe()
      listeners.clear()
    },
  }
}
