import { type Client, isApiError, type Refs } from '@mortise/client'
import type { RecordValues } from '@mortise/schema'
import type { DeviceStore } from './device-store.ts'
import { alone } from './locks.ts'

/** A new record that was saved while the server could not be reached. */
export type WaitingRecord = {
  /** The key under which the server makes it once, however often it is sent. */
  readonly id: string
  readonly user: string
  readonly entity: string
  /** The form that it was filled in with, by its key. */
  readonly form?: string | undefined
  /** What is sent. */
  readonly values: RecordValues
  /** What stood in the form, for putting it right. */
  readonly typed: RecordValues
  /** The names it shows. */
  readonly names?: Refs | undefined
  /** How it is called in the list. */
  readonly title: string
  /** ISO instant. */
  readonly savedAt: string
  /** When it was first on its way to the server, whose answer may have been lost. */
  readonly triedAt?: string
  /** Why the server refused it; it is not sent again until somebody has looked at it. */
  readonly refused?: string
}

/** The server knows a key for two days; after that a record whose answer was lost could be made twice. */
const keyKnown = 47 * 3600 * 1000

/** What the sending of what waits came to. */
export type Sent = { readonly made: readonly WaitingRecord[]; readonly refused: readonly WaitingRecord[] }

type Given = {
  readonly store: DeviceStore
  readonly client: Pick<Client, 'records'>
  readonly user: string
  /** Said when a record was sent so long ago that nobody knows whether it arrived. */
  readonly unsure: () => string
}

/** New records that wait on this device until the server can be reached. All tabs of a browser share them. */
export class Outbox {
  readonly #given: Given
  readonly #listeners = new Set<() => void>()
  readonly #channel: BroadcastChannel | undefined
  #list: readonly WaitingRecord[] = []

  constructor(given: Given) {
    this.#given = given
    this.#channel =
      typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('mortise-outbox')
    this.#channel?.addEventListener('message', () => void this.refresh(false))
    void this.refresh(false)
  }

  /** What waits, oldest first. */
  get list(): readonly WaitingRecord[] {
    return this.#list
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Lets go of the other tabs. */
  close(): void {
    this.#channel?.close()
  }

  async add(record: Omit<WaitingRecord, 'user'>): Promise<void> {
    await this.#given.store.put('outbox', { ...record, user: this.#given.user })
    await this.refresh()
  }

  async remove(id: string): Promise<void> {
    await this.#given.store.remove('outbox', id)
    await this.refresh()
  }

  /** Sends one again that was refused. */
  async retry(id: string): Promise<void> {
    const { refused: _, triedAt: __, ...record } = this.#list.find((one) => one.id === id) ?? {}
    if ('id' in record) await this.#given.store.put('outbox', record as WaitingRecord)
    await this.refresh()
  }

  /** Reads anew what waits; `tell` lets other tabs know. */
  async refresh(tell = true): Promise<void> {
    const all = await this.#given.store.all<WaitingRecord>('outbox').catch(() => [])
    this.#list = all
      .filter(({ user }) => user === this.#given.user)
      .toSorted((a, b) => (a.savedAt < b.savedAt ? -1 : 1))
    for (const listener of this.#listeners) listener()
    if (tell) this.#channel?.postMessage('changed')
  }

  /** Sends what waits, one after another, in one tab at a time; ends at the first that can't be sent now. */
  async send(now: () => number = Date.now): Promise<Sent> {
    const sent = await alone('mortise-outbox', () => this.#sendAll(now))
    return sent ?? { made: [], refused: [] }
  }

  async #sendAll(now: () => number): Promise<Sent> {
    await this.refresh(false)
    const made: WaitingRecord[] = []
    const refused: WaitingRecord[] = []
    for (const record of this.#list) {
      if (record.refused !== undefined) continue
      const outcome = await this.#sendOne(record, now())
      if (outcome === 'later') break
      if (outcome === 'made') made.push(record)
      else refused.push(record)
    }
    if (made.length + refused.length > 0) await this.refresh()
    return { made, refused }
  }

  async #sendOne(record: WaitingRecord, now: number): Promise<'made' | 'refused' | 'later'> {
    const { store, client, unsure } = this.#given
    const tried = record.triedAt
    if (tried !== undefined && now - Date.parse(tried) > keyKnown) {
      await store.put('outbox', { ...record, refused: unsure() })
      return 'refused'
    }
    // Noted before it goes out: if this page dies now, it has to count as sent.
    const going = { ...record, triedAt: tried ?? new Date(now).toISOString() }
    await store.put('outbox', going)
    try {
      // The same way as from the form: the server knows the key by it.
      const { form } = record
      await client.records.create(record.entity, record.values, { key: record.id, form })
    } catch (error) {
      const final =
        isApiError(error) &&
        error.status >= 400 &&
        error.status < 500 &&
        ![401, 408, 425, 429].includes(error.status)
      if (!final || error.code === 'IDEMPOTENCY_IN_PROGRESS') return 'later'
      const why = [error.message, ...error.details.map(({ message }) => message)]
      await store.put('outbox', { ...going, refused: [...new Set(why)].join(' ') })
      return 'refused'
    }
    await store.remove('outbox', record.id)
    return 'made'
  }
}
