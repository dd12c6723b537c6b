import { type FileEntry, isApiError, type Upload } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import type { FileValue, WaitingFile } from '@mortise/fields/react'
import type { RecordValues } from '@mortise/schema'
import { randomId } from '@mortise/ui'
import type { DeviceStore } from './device-store.ts'

/** A file that was chosen on this device, with its bytes. */
type KeptBytes = {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly type: string
  readonly savedAt: string
  readonly bytes: Blob
}

/** How far it has come; apart from the bytes, so that those are written once. */
type KeptWay = {
  readonly id: string
  readonly savedAt: string
  readonly parts: readonly string[]
  readonly stored?: FileEntry
}

const prefix = 'local-'

/** Whether a file of a value lies on this device and has not arrived yet. */
export const isLocal = (id: string): boolean => id.startsWith(prefix)

/** Most bytes of all files that wait on this device together. */
export const mostKept: number = 500 * 1024 * 1024

/** Thrown when the device has no room for a file. */
export class DeviceFull extends Error {}

/** Thrown for a file that waited here and is gone: the browser was told to forget it. */
export class FileLost extends Error {}

type Given = {
  readonly store: DeviceStore
  readonly upload: Upload
  readonly user: string
  /** Room for more bytes, as far as the browser says. */
  readonly room?: () => Promise<number>
}

/** What the browser still lends; without end where it does not say. */
async function roomHere(): Promise<number> {
  const { quota, usage } = (await globalThis.navigator?.storage?.estimate?.().catch(() => undefined)) ?? {}
  return quota === undefined ? Number.POSITIVE_INFINITY : quota - (usage ?? 0)
}

/**
 * Files that were chosen while the server could not be reached, and large ones from their first byte on: they lie on this
 * device until they have arrived, so that neither a lost line nor a closed tab loses them. What has arrived of one is
 * remembered and not sent again.
 */
export class KeptFiles {
  readonly #given: Given
  readonly #listeners = new Set<() => void>()
  readonly #running = new Map<string, Promise<FileEntry>>()
  readonly #stops = new Map<string, AbortController>()
  readonly #urls = new Map<string, string>()
  #states: ReadonlyMap<string, WaitingFile> = new Map()

  constructor(given: Given) {
    this.#given = given
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** How far the files are that were tried since the page opened; another map after every change. */
  readonly states = (): ReadonlyMap<string, WaitingFile> => this.#states

  #tell(id: string, state: WaitingFile | undefined): void {
    const next = new Map(this.#states)
    if (state === undefined) next.delete(id)
    else next.set(id, state)
    this.#states = next
    for (const listener of this.#listeners) listener()
  }

  /** Keeps a file here and gives what stands for it in a form. Throws DeviceFull. */
  async keep(file: File): Promise<FileValue> {
    const { store, user, room = roomHere } = this.#given
    const id = `${prefix}${randomId()}`
    const type = file.type || 'application/octet-stream'
    const kept = await store.all<KeptBytes>('files').catch(() => [])
    const taken = kept.reduce((sum, { bytes }) => sum + bytes.size, file.size)
    if (taken > mostKept || (await room()) < file.size) throw new DeviceFull()
    const row: KeptBytes = { id, user, name: file.name, type, savedAt: new Date().toISOString(), bytes: file }
    try {
      await store.put('files', row)
    } catch {
      throw new DeviceFull()
    }
    // So that the browser does not clear it away when room gets short; it may say no.
    void globalThis.navigator?.storage?.persist?.().catch(() => false)
    this.#urls.set(id, URL.createObjectURL(file))
    return { id, name: file.name, size: file.size, type }
  }

  /** Where this page can show a file that was kept while it was open; undefined for those of earlier visits. */
  readonly url = (id: string): string | undefined => this.#urls.get(id)

  /** Sends one, beginning with the first part that is missing; asked twice it is sent once. */
  send(id: string): Promise<FileEntry> {
    const running = this.#running.get(id)
    if (running !== undefined) return running
    const stop = new AbortController()
    const work = this.#sendNow(id, stop.signal).finally(() => {
      this.#running.delete(id)
      this.#stops.delete(id)
    })
    this.#running.set(id, work)
    this.#stops.set(id, stop)
    return work
  }

  async #sendNow(id: string, signal: AbortSignal): Promise<FileEntry> {
    const { store, upload } = this.#given
    const way = await store.get<KeptWay>('uploads', id)
    if (way?.stored !== undefined) return way.stored
    const row = await store.get<KeptBytes>('files', id)
    if (row === undefined) throw new FileLost()
    const file = new File([row.bytes], row.name, { type: row.type })
    const { savedAt } = row
    this.#tell(id, { name: row.name, share: 0 })
    try {
      const stored = await upload(file, {
        signal,
        arrived: way?.parts ?? [],
        onPart: (parts) => store.put('uploads', { id, savedAt, parts } satisfies KeptWay),
        onProgress: (share) => this.#tell(id, { name: row.name, share }),
      })
      await store.put('uploads', { id, savedAt, parts: [], stored } satisfies KeptWay)
      // The server has the bytes: here they would only take room.
      await store.remove('files', id)
      this.#tell(id, undefined)
      return stored
    } catch (error) {
      const said = isUnreached(error) ? {} : { problem: wordsOf(error) }
      this.#tell(id, signal.aborted ? undefined : { name: row.name, ...said })
      throw error
    }
  }

  /** Stops one on its way and forgets it. */
  async forget(id: string): Promise<void> {
    this.#stops.get(id)?.abort()
    this.#tell(id, undefined)
    const url = this.#urls.get(id)
    if (url !== undefined) URL.revokeObjectURL(url)
    this.#urls.delete(id)
    await this.#given.store.remove('files', id).catch(() => undefined)
    await this.#given.store.remove('uploads', id).catch(() => undefined)
  }

  /** The same values with every file in them as the server calls it; those that are still here are sent first. */
  async settle(values: RecordValues): Promise<RecordValues> {
    const ids = localIn(values)
    if (ids.length === 0) return values
    const stored = new Map<string, Json>()
    for (const id of ids) stored.set(id, (await this.send(id)) as unknown as Json)
    return replaced(values, stored) as RecordValues
  }

  /** Forgets files that nothing speaks of any more: of drafts that were dropped, of records that have arrived. */
  async tidy(now: number): Promise<void> {
    const { store } = this.#given
    const spoken = JSON.stringify([await store.all('drafts'), await store.all('outbox')])
    const old = new Date(now - 86_400_000).toISOString()
    const kept: readonly Pick<KeptBytes, 'id' | 'savedAt'>[] = [
      ...(await store.all<KeptBytes>('files')),
      ...(await store.all<KeptWay>('uploads')),
    ]
    for (const { id, savedAt } of kept) if (savedAt < old && !spoken.includes(id)) await this.forget(id)
  }
}

/** Whether an error says that the server was not reached, or not able to answer. */
export const isUnreached = (error: unknown): boolean =>
  isApiError(error) && (error.code === 'OFFLINE' || error.status >= 500)

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Names of the files in values that lie on this device. */
export function localIn(values: Json): readonly string[] {
  if (Array.isArray(values)) return (values as readonly Json[]).flatMap(localIn)
  if (typeof values !== 'object' || values === null) return []
  const { id = null } = values as { readonly [key: string]: Json }
  if (typeof id === 'string' && isLocal(id)) return [id]
  return Object.values(values as { readonly [key: string]: Json }).flatMap(localIn)
}

function replaced(value: Json, stored: ReadonlyMap<string, Json>): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => replaced(one, stored))
  if (typeof value !== 'object' || value === null) return value
  const row = value as RecordValues
  const known = typeof row['id'] === 'string' ? stored.get(row['id']) : undefined
  if (known !== undefined) return known
  return Object.fromEntries(Object.entries(row).map(([key, one]) => [key, replaced(one ?? null, stored)]))
}
