import { type Client, isApiError, type Refs } from '@mortise/client'
import type { RecordValues } from '@mortise/schema'
import type { Misfit, TypedUnder } from './by-ids.ts'
import type { DeviceStore } from './device-store.ts'
import { FileLost, type KeptFiles, localIn } from './kept-files.ts'
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
  /** What its names stood for when it was filled in. */
  readonly under?: TypedUnder | undefined
  /** How kind and form were called when it was first sent, where that has changed. */
  readonly first?: { readonly entity: string; readonly form?: string | undefined } | undefined
  /** What has no place any more; the person is told before it is sent. */
  readonly misfits?: readonly Misfit[]
  /** Its files that lay on this device when it was queued. */
  readonly files?: readonly string[]
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
  /** Files that wait with the records; they are sent before them. */
  readonly files: KeptFiles
  readonly user: string
  /**
   * Brings a record under the names of today, asking the server for them; the same record where nothing is called otherwise.
   * One that no longer fits comes back with why in `refused`.
   */
  readonly carry?: (record: WaitingRecord) => Promise<WaitingRecord>
  /** Said when a record was sent so long ago that nobody knows whether it arrived. */
  readonly unsure: () => string
  /** Said when a file of a record is no longer on this device. */
  readonly fileLost: () => string
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
    const files = [...new Set(localIn([record.values, record.typed]))]
    await this.#given.store.put('outbox', { ...record, files, user: this.#given.user })
    await this.refresh()
  }

  /** Files of what waits. */
  get files(): KeptFiles {
    return this.#given.files
  }

  async remove(id: string): Promise<void> {
    const record = await this.#given.store.get<WaitingRecord>('outbox', id)
    await this.#given.store.remove('outbox', id)
    await this.#forgetFiles(record)
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

  async #forgetFiles(record: WaitingRecord | undefined): Promise<void> {
    const drafts = JSON.stringify(await this.#given.store.all('drafts'))
    // Taken up again, it is the draft's.
    for (const id of record?.files ?? []) if (!drafts.includes(id)) await this.#given.files.forget(id)
  }

  /** The record as the forms of today know it; kept that way. */
  async #carried(record: WaitingRecord): Promise<WaitingRecord> {
    const now = (await this.#given.carry?.(record)) ?? record
    if (now !== record) await this.#given.store.put('outbox', now)
    return now
  }

  /** The record with its files on the server; noted before it goes out, so that it goes out the same another time. */
  async #withFiles(record: WaitingRecord): Promise<WaitingRecord> {
    const values = await this.#given.files.settle(record.values)
    if (values === record.values) return record
    const whole = { ...record, values }
    await this.#given.store.put('outbox', whole)
    return whole
  }

  async #sendOne(record: WaitingRecord, now: number): Promise<'made' | 'refused' | 'later'> {
    const { store, client, unsure, fileLost } = this.#given
    const tried = record.triedAt
    if (tried !== undefined && now - Date.parse(tried) > keyKnown) {
      await store.put('outbox', { ...record, refused: unsure() })
      return 'refused'
    }
    let going = record
    try {
      const fitting = await this.#carried(record)
      if (fitting.refused !== undefined) return 'refused'
      const whole = await this.#withFiles(fitting)
      // Noted before it goes out: if this page dies now, it has to count as sent.
      going = { ...whole, triedAt: tried ?? new Date(now).toISOString() }
      await store.put('outbox', going)
      // The same way as from the form: the server knows the key by it.
      const { form, first } = going
      await client.records.create(going.entity, going.values, { key: record.id, form, first })
    } catch (error) {
      if (error instanceof FileLost) {
        await store.put('outbox', { ...going, refused: fileLost() })
        return 'refused'
      }
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
    await this.#forgetFiles(record)
    return 'made'
  }
}
