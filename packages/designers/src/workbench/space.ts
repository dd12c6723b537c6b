import { isApiError } from '@mortise/client'
import { type Conflict, type DocumentByKind, type DocumentKind, mergeDocument } from '@mortise/schema'
import type { DesignApi } from './api.ts'
import { documentId, type Documents, type DraftDocument } from './documents.ts'
import { retryWait } from './retry.ts'

/** How far the drafts on the screen are from those on the server. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed'

/** Places of a document that somebody else changed at the same time, and differently: ours stands until one chooses. */
export type Clash = Conflict & { readonly kind: DocumentKind; readonly key: string }

/** One look at the workbench; a new object after every change. */
export type SpaceSnapshot = {
  readonly documents: Documents
  readonly state: SaveState
  /** Grows with each save, so that what the server works out of drafts is asked anew. */
  readonly saves: number
  /** Grows when documents were changed from elsewhere, so that designers begin anew with what is there now. */
  readonly generation: number
  /** What was decided for us while merging; nobody has looked at it yet. */
  readonly clashes: readonly Clash[]
  readonly error?: unknown
}

type Api = Pick<DesignApi, 'save' | 'remove' | 'one'>
type Json = DraftDocument['json']

/** What the server held when we last heard of it: the base of a merge. */
type Known = { readonly json: Json; readonly rev: number }

/**
 * The drafts of a workspace. Edits show at once and go to the server half a second after the last one. A save that
 * fails on the way is tried again by itself; one that finds somebody else's edit merges both and goes on.
 */
export class DesignSpace {
  readonly #api: Api
  readonly #wait: number
  readonly #listeners = new Set<() => void>()
  readonly #dirty = new Set<string>()
  #loaded: Documents
  readonly #known: Map<string, Known>
  #app: string | undefined
  #from: string | undefined
  #snapshot: SpaceSnapshot
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> = Promise.resolve()
  #failures = 0

  constructor(api: Api, documents: readonly DraftDocument[], wait = 500) {
    this.#api = api
    this.#wait = wait
    const byId = new Map(documents.map((one) => [documentId(one.kind, one.key), one]))
    this.#loaded = byId
    this.#known = new Map(byId)
    this.#snapshot = { documents: byId, state: 'saved', saves: 0, generation: 0, clashes: [] }
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
  put(kind: DocumentKind, key: string, json: Json, app?: string): void {
    const id = documentId(kind, key)
    const before = this.#snapshot.documents.get(id)
    if (before?.json === json && before.deleted !== true) return
    const { deleted: _, ...kept } = before ?? { kind, key, app: app ?? this.#appFor(json), rev: 0 }
    this.#write(id, { ...kept, draft: true, json })
  }

  /** Takes back a document that an edit made: without it being published the server forgets it, too. */
  drop(kind: DocumentKind, key: string): void {
    const id = documentId(kind, key)
    const documents = new Map(this.#snapshot.documents)
    if (!documents.delete(id)) return
    this.#dirty.add(id)
    this.#show({ documents, state: 'waiting' })
    this.#later(this.#wait)
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

  /** Ids of the fields an entity has as it is published: their keys may be in use. */
  original(entity: string): ReadonlySet<string> {
    const loaded = this.#loaded.get(documentId('entity', entity))
    if (loaded?.publishedFields !== undefined) return new Set(loaded.publishedFields)
    const { fields = [] } = (loaded?.json ?? {}) as Partial<DocumentByKind['entity']>
    return new Set(fields.flatMap(({ id }) => (id === undefined ? [] : [id])))
  }

  /**
   * Takes over what the server has now (after a publish). Documents that say the same stay the very same objects, so
   * that designers that hold them see no change; edits on their way are kept.
   */
  refresh(documents: readonly DraftDocument[]): void {
    const now = this.#snapshot.documents
    this.#loaded = new Map(documents.map((one) => [documentId(one.kind, one.key), one]))
    const next = documents.flatMap((one): readonly [string, DraftDocument][] => {
      const id = documentId(one.kind, one.key)
      const mine = now.get(id)
      // What waits to be saved is merged when the save finds another rev than it knows.
      if (this.#dirty.has(id)) return mine === undefined ? [] : [[id, mine]]
      this.#known.set(id, one)
      if (mine === undefined) return [[id, one]]
      const kept = JSON.stringify(mine.json) === JSON.stringify(one.json)
      return [[id, kept ? { ...one, json: mine.json } : one]]
    })
    const unsaved = [...now].filter(([id]) => this.#dirty.has(id))
    this.#show({ documents: new Map([...next, ...unsaved]), saves: this.#snapshot.saves + 1 })
  }

  /** The same after a command of the server rewrote drafts: what is open starts over. */
  renew(documents: readonly DraftDocument[]): void {
    this.refresh(documents)
    this.#show({ generation: this.#snapshot.generation + 1 })
  }

  /** Hears that somebody else saved a document: reads it, and merges what is edited here. */
  async hear(kind: DocumentKind, key: string): Promise<void> {
    const id = documentId(kind, key)
    // What is on its way finds out by itself.
    if (this.#dirty.has(id)) return
    const theirs = await this.#api.one(kind, key)
    if (theirs === undefined || theirs.rev === this.#known.get(id)?.rev) return
    this.#absorb(id, theirs)
    this.#show({ saves: this.#snapshot.saves + 1 })
  }

  /** Forgets clashes that somebody has looked at. */
  settle(clashes: readonly Clash[]): void {
    const gone = new Set(clashes)
    this.#show({ clashes: this.#snapshot.clashes.filter((one) => !gone.has(one)) })
  }

  /**
   * Says which app is being worked in: new documents go there when nothing else tells where they belong. `from` is the
   * page that designers lead back to.
   */
  workIn(app: string | undefined, from?: string): void {
    this.#app = app
    this.#from = from
  }

  /** The page that a designer leads back to; undefined for the overview. */
  get from(): string | undefined {
    return this.#from
  }

  /** App that new documents go to when nobody says otherwise. */
  firstApp(): string {
    const documents = this.#snapshot.documents
    if (this.#app !== undefined && documents.has(documentId('app', this.#app))) return this.#app
    for (const one of documents.values()) if (one.kind === 'app') return one.key
    return 'workspace'
  }

  /** What is about an entity belongs to the entity's app. */
  #appFor(json: DraftDocument['json']): string {
    const { entity, source } = json as {
      readonly entity?: unknown
      readonly source?: { readonly entity?: unknown }
    }
    const about = [entity, source?.entity].find((one) => typeof one === 'string')
    const found = this.#snapshot.documents.get(documentId('entity', String(about)))
    return found?.app ?? this.firstApp()
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
    this.#later(this.#wait)
  }

  #later(wait: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush().catch(() => undefined), wait)
  }

  async #saveAll(): Promise<void> {
    if (this.#dirty.size === 0) return
    this.#show({ state: 'saving' })
    const faults: unknown[] = []
    // Edits may come in while saving: those wait for the next turn. One that fails holds up none of the others.
    for (const id of Array.from(this.#dirty)) {
      this.#dirty.delete(id)
      try {
        await this.#save(id)
      } catch (error) {
        this.#dirty.add(id)
        faults.push(error)
      }
    }
    if (faults.length > 0) return this.#failed(faults[0])
    this.#failures = 0
    const state: SaveState = this.#dirty.size === 0 ? 'saved' : 'waiting'
    this.#show({ state, error: undefined, saves: this.#snapshot.saves + 1 })
  }

  #failed(error: unknown): never {
    this.#show({ state: 'failed', error })
    const wait = retryWait(error, this.#failures++)
    if (wait !== undefined) this.#later(wait)
    throw error
  }

  async #save(id: string): Promise<void> {
    const document = this.#snapshot.documents.get(id)
    if (document === undefined) return this.#forget(id)
    // Twice two people may save at the same moment; who loses that often has other troubles.
    for (let tries = 0; ; tries++) {
      const now = this.#snapshot.documents.get(id) ?? document
      try {
        const { rev } = await this.#api.save({ ...now, rev: this.#known.get(id)?.rev ?? 0 })
        this.#known.set(id, { json: now.json, rev })
        return this.#replace(id, (one) => ({ ...one, rev }))
      } catch (error) {
        if (tries >= 3 || !isStale(error)) throw error
        const theirs = await this.#api.one(document.kind, document.key)
        if (theirs === undefined) this.#known.delete(id)
        else this.#absorb(id, theirs)
      }
    }
  }

  async #forget(id: string): Promise<void> {
    const cut = id.indexOf('/')
    const [kind, key] = [id.slice(0, cut) as DocumentKind, id.slice(cut + 1)]
    if (this.#known.has(id)) await this.#api.remove(kind, key)
    this.#known.delete(id)
  }

  /** Theirs becomes the base; what we changed since the old base goes on top. */
  #absorb(id: string, theirs: DraftDocument): void {
    const base = this.#known.get(id)
    this.#known.set(id, theirs)
    const ours = this.#snapshot.documents.get(id)
    if (ours === undefined || base === undefined || theirs.deleted === true) {
      if (ours === undefined) this.#show({ documents: replaced(this.#snapshot.documents, id, theirs) })
      return
    }
    const { value, conflicts } = mergeDocument<Json>({
      base: base.json,
      ours: ours.json,
      theirs: theirs.json,
    })
    const same = JSON.stringify(value) === JSON.stringify(ours.json)
    const { kind, key, rev, draft } = theirs
    this.#replace(id, (one) => ({ ...one, rev, draft, json: same ? one.json : value }))
    if (conflicts.length === 0) return
    const clashes = conflicts.map((one) => ({ ...one, kind, key }))
    this.#show({ clashes: [...this.#snapshot.clashes, ...clashes] })
  }

  #replace(id: string, change: (document: DraftDocument) => DraftDocument): void {
    const now = this.#snapshot.documents.get(id)
    if (now !== undefined) this.#show({ documents: replaced(this.#snapshot.documents, id, change(now)) })
  }

  #show(change: Partial<SpaceSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of this.#listeners) listener()
  }
}

function isStale(error: unknown): boolean {
  return isApiError(error) && error.code === 'DESIGN_DRAFT_STALE'
}

function replaced(documents: Documents, id: string, document: DraftDocument): Documents {
  return new Map(documents).set(id, document)
}
