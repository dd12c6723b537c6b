import { emptyTally } from '@mortise/rules'
import type { Actor, Transaction, WorkspaceStore } from '@mortise/store'
import type { RuntimeOptions } from '../types.ts'
import { buildPeople, type People } from './directory.ts'
import { type Fresh, fresh } from './fresh.ts'
import { uuidv7 } from './ids.ts'
import { isoClock } from './iso-clock.ts'
import { compilePublished, type Published, withPaused } from './published.ts'
import { startFlow } from '../flows/start.ts'
import { removeRecord, saveRecord } from '../records/save.ts'
import { openSessions, type Sessions } from './sessions.ts'
import type { Announcement, Commands, Unit } from './unit.ts'

const commands: Commands = { save: saveRecord, remove: removeRecord, startFlow }

/** A workspace at work: its store, and what is known of its metadata and people, kept fresh. */
export type Workspace = {
  readonly key: string
  readonly options: RuntimeOptions
  readonly store: WorkspaceStore
  readonly published: () => Promise<Published>
  readonly people: () => Promise<People>
  readonly session: Sessions['find']
  readonly now: () => string
  readonly newId: () => string
  /** One command: one transaction, one time, one version of everything. Announces after commit. */
  readonly unit: <T>(work: (unit: Unit) => Promise<T>) => Promise<T>
  /** The same inside a transaction that somebody else opened (a job's). Announces when that commits. */
  readonly join: (tx: Transaction) => Promise<Unit>
  /** Tells this process at once that metadata, people or their sessions changed. */
  readonly expire: () => void
  /** Looks whether metadata or people changed elsewhere. What was committed before the call is known after it. */
  readonly catchUp: () => Promise<void>
}

/** How old a cached version number or people revision may be; other processes' changes show within this time. */
const maxAgeMs = 500

/** Opens a workspace. */
export function openWorkspace(key: string, options: RuntimeOptions): Workspace {
  const store = options.store.workspace(key)
  const published: Fresh<Published> = fresh(
    async (before) => {
      const version = await store.design.currentVersion()
      const paused = new Set(
        (await store.rules.switches.list()).flatMap(({ rule, pausedAt }) =>
          pausedAt === null ? [] : [rule],
        ),
      )
      if (before?.version === version) return withPaused(before, paused)
      const [rows, asPlatform] = [
        await store.design.published(version),
        await store.design.actingAsPlatform(version),
      ]
      return compilePublished({ version, rows, asPlatform, paused, kit: options.kit })
    },
    { maxAgeMs, clock: options.clock },
  )
  const people: Fresh<People> = fresh(
    async (before) => {
      const [revision, { roleFacts }] = [await store.people.revision(), await published.get()]
      if (before?.revision === revision) return before
      const [users, departments] = [await store.people.users(), await store.people.departments()]
      const regions = await store.people.regions()
      const groups = await store.people.groups()
      return buildPeople({ users, departments, regions, groups, revision }, roleFacts.admin)
    },
    { maxAgeMs, clock: options.clock },
  )
  const sessions = openSessions(store.people, { maxAgeMs, clock: options.clock })
  const expire = (): void => {
    published.expire()
    people.expire()
    sessions.expire()
  }
  store.onChange((change) => {
    if (change.topic === 'model' || change.topic === 'people') expire()
  })
  const now = isoClock(options.clock)
  const newId = (): string => uuidv7(options.clock())
  // What is committed is committed: a hint that can't be sent must neither fail the command nor end the process.
  const hint = (announcements: readonly Announcement[]): void => {
    for (const one of announcements)
      store.announce(one).catch((error: unknown) => {
        options.log.error('announcement not sent', { topic: one.topic, error: String(error) })
      })
  }
  return {
    key,
    options,
    store,
    now,
    newId,
    expire,
    catchUp: async () => {
      const [version, revision] = await Promise.all([store.design.currentVersion(), store.people.revision()])
      if ((await published.get()).version !== version || (await people.get()).revision !== revision) expire()
    },
    published: published.get,
    people: people.get,
    session: sessions.find,
    join: async (tx) => {
      const known = { published: await published.get(), people: await people.get() }
      const announcements: Announcement[] = []
      tx.afterCommit(() => hint(announcements))
      return makeUnit(tx, { ...known, options, now: now(), newId, announcements })
    },
    unit: async (work) => {
      const known = { published: await published.get(), people: await people.get() }
      const announcements: Announcement[] = []
      const result = await store.transaction((tx) => {
        // A retried transaction starts over: so do its announcements.
        announcements.length = 0
        return work(makeUnit(tx, { ...known, options, now: now(), newId, announcements }))
      })
      hint(announcements)
      return result
    },
  }
}

function makeUnit(
  tx: Transaction,
  given: {
    readonly published: Published
    readonly people: People
    readonly options: RuntimeOptions
    readonly now: string
    readonly newId: () => string
    readonly announcements: Announcement[]
  },
): Unit {
  const { published, people, options, now, newId, announcements } = given
  const doors = new Map<Actor, ReturnType<Transaction['records']>>()
  return {
    options,
    tx,
    published,
    people,
    now,
    newId,
    timeZone: published.timeZone,
    commands,
    cascade: { tally: emptyTally, changed: new Set() },
    announce: (change) => announcements.push(change),
    door: (actor) => {
      let door = doors.get(actor)
      if (door === undefined) {
        const { model } = published
        door = tx.records({ actor, access: published.access(actor), model, now, nameOf: people.nameOf })
        doors.set(actor, door)
      }
      return door
    },
  }
}
