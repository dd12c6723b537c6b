import type { DocumentByKind, DocumentKind } from '@mortise/schema'
import type { DesignApi } from './api.ts'
import { documentId, type Documents, type DraftDocument } from './documents.ts'

/** How far the drafts on the screen are from those on the server. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed'

/** One look at the workbench; a new object after every change. */
export type SpaceSnapshot = {
  readonly documents: Documents
  readonly state: SaveState
  /** Grows with each save, so that what the server works out of drafts is asked anew. */
  readonly saves: number
  /** Grows when documents were changed from elsewhere, so that designers begin anew with what is there now. */
  readonly generation: number
  readonly error?: unknown
}

type Api = Pick<DesignApi, 'save' | 'remove' | 'discard'>

/**
 * The drafts of a workspace. Edits show at once and go to the server half a second after the last one; a failed save
 * keeps the edit and is tried again with the next.
 */
export class DesignSpace {
  readonly #api: Api
  readonly #wait: number
  readonly #listeners = new Set<() => void>()
  readonly #dirty = new Set<string>()
  readonly #loaded: Documents
  #snapshot: SpaceSnapshot
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(api: Api, documents: readonly DraftDocument[], wait = 500) {
    this.#api = api
    this.#wait = wait
    const byId = new Map(documents.map((one) => [documentId(one.kind, one.key), one]))
    this.#loaded = byId
    this.#snapshot = { documents: byId, state: 'saved', saves: 0, generation: 0 }
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The workbench now. */
  readonly look = (): SpaceSnapshot => this.#snapshot

  /** The newest form of a document; undefined where there is none, or it is to be deleted. */
  get<K extends DocumentKind>(kind: K, key: string): DocumentByKind[K] | undefined {
    const found = this.#snapshot.documents.get(documentId(kind, key))
    return found === undefined || found.deleted === true ? undefined : (found.json as DocumentByKind[K])
  }

  /** Takes over an edit. A document that is new stands in `app`. */
  put(kind: DocumentKind, key: string, json: DraftDocument['json'], app?: string): void {
    const id = documentId(kind, key)
    const before = this.#snapshot.documents.get(id)
    if (before?.json === json && before.deleted !== true) return
    const { deleted: _, ...kept } = before ?? { kind, key, app: app ?? this.firstApp(), rev: 0 }
    this.#write(id, { ...kept, draft: true, json })
  }

  /** Marks a document to be deleted at the next publish. */
  async remove(kind: DocumentKind, key: string): Promise<void> {
    const id = documentId(kind, key)
    const before = this.#snapshot.documents.get(id)
    if (before === undefined) return
    await this.flush()
    await this.#api.remove(kind, key)
    this.#show({
      documents: replaced(this.#snapshot.documents, id, { ...before, draft: true, deleted: true }),
    })
    this.#show({ saves: this.#snapshot.saves + 1 })
  }

  /** Ids of the fields an entity had when the workbench was opened: their keys may be in use. */
  original(entity: string): ReadonlySet<string> {
    const loaded = this.#loaded.get(documentId('entity', entity))?.json as
      | DocumentByKind['entity']
      | undefined
    return new Set((loaded?.fields ?? []).flatMap(({ id }) => (id === undefined ? [] : [id])))
  }

  /**
   * Takes over what the server has now (after a publish). Documents that say the same stay the very same objects, so
   * that designers that hold them see no change; edits on their way are kept.
   */
  refresh(documents: readonly DraftDocument[]): void {
    const now = this.#snapshot.documents
    const next = documents.map((one): [string, DraftDocument] => {
      const id = documentId(one.kind, one.key)
      const mine = now.get(id)
      if (mine === undefined) return [id, one]
      const kept = this.#dirty.has(id) || JSON.stringify(mine.json) === JSON.stringify(one.json)
      return [id, { ...one, json: kept ? mine.json : one.json }]
    })
    this.#show({ documents: new Map(next), saves: this.#snapshot.saves + 1 })
  }

  /** The same after a command of the server rewrote drafts: what is open starts over. */
  renew(documents: readonly DraftDocument[]): void {
    this.refresh(documents)
    this.#show({ generation: this.#snapshot.generation + 1 })
  }

  /** App that new documents go to when nobody says otherwise. */
  firstApp(): string {
    for (const one of this.#snapshot.documents.values()) if (one.kind === 'app') return one.key
    return 'workspace'
  }

  /** Saves now what waits; resolves when it is on the server, rejects when it can't be. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#running = this.#running.catch(() => undefined).then(() => this.#saveAll())
    await this.#running
  }

  #write(id: string, document: DraftDocument): void {
    this.#dirty.add(id)
    this.#show({ documents: replaced(this.#snapshot.documents, id, document), state: 'waiting' })
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush().catch(() => undefined), this.#wait)
  }

  async #saveAll(): Promise<void> {
    if (this.#dirty.size === 0) return
    this.#show({ state: 'saving' })
    // Edits may come in while saving: those wait for the next turn.
    for (const id of Array.from(this.#dirty)) {
      const document = this.#snapshot.documents.get(id)
      this.#dirty.delete(id)
      if (document === undefined) continue
      try {
        await this.#save(id, document)
      } catch (error) {
        this.#dirty.add(id)
        this.#show({ state: 'failed', error })
        throw error
      }
    }
    const state: SaveState = this.#dirty.size === 0 ? 'saved' : 'waiting'
    this.#show({ state, saves: this.#snapshot.saves + 1 })
  }

  async #save(id: string, document: DraftDocument): Promise<void> {
    const { rev } = await this.#api.save(document)
    const now = this.#snapshot.documents.get(id)
    if (now !== undefined) {
      this.#show({ documents: replaced(this.#snapshot.documents, id, { ...now, rev }) })
    }
  }

  #show(change: Partial<SpaceSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of this.#listeners) listener()
  }
}

function replaced(documents: Documents, id: string, document: DraftDocument): Documents {
  return new Map(documents).set(id, document)
}
