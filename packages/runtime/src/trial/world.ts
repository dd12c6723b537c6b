import { isMortiseError } from '@mortise/errors'
import { emptyTally } from '@mortise/rules'
import { type Actor, type Door, type DoorOptions, tablesWith, type Transaction } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { jobHandlers } from '../jobs/handlers.ts'
import { withoutTrace } from '../rules/without-trace.ts'
import { type FreeFlow, triedDesign } from './design.ts'
import { trialBudget } from './budget.ts'
import { trialIds } from './ids.ts'
import { trialJobs } from './jobs.ts'
import { listeningRuns, type TrialRuns } from './runs.ts'
import { storeInside } from './store-inside.ts'
import { trialNumbers } from './numbers.ts'
import { trialTimers } from './timers.ts'
import type { Told } from './told.ts'
import { trialTurns } from './turns.ts'
import { type Hearing, listeningCommands, tellJob, unheard } from './listen.ts'

/** A world in which everything happens as it would, and nothing of it stays. */
export type TrialWorld = {
  /** All of it in one transaction that is taken back in the end, by a clock that moves only when told. */
  readonly workspace: Workspace
  readonly published: Published
  readonly now: () => string
  readonly newId: () => string
  /** What happened so far. */
  readonly told: Told[]
  readonly notices: readonly TrialNotice[]
  readonly runs: TrialRuns
  /** Ids of records that were made in it. */
  readonly made: ReadonlySet<string>
  /** Does what is due, as a worker would. What leaves the house is told instead. */
  readonly settle: () => Promise<void>
  /** How it was cut short, if it was, for it took too long or did too much: what came out of it is no answer then. */
  readonly refusal: () => Error | undefined
  /** Lets time pass, and everything happen at its moment until then. */
  readonly waitUntil: (at: string) => Promise<void>
  /** When something happens by itself next. */
  readonly nextAt: () => string | undefined
}

/** A notice to somebody, and in which words whoever tries it may hear it. */
export type TrialNotice = { readonly userId: string; readonly title: string; readonly heard: string }

/** How a trial begins. */
export type TrialStart = {
  /** Who tries it: records are told of as they may see them. */
  readonly viewer: Actor
  /** Tells one trial from another that goes on beside it. */
  readonly seed: string
  /** Where its clock stands at the beginning. */
  readonly at: string
  /** A flow that may run though it is switched off. */
  readonly flow?: FreeFlow
}

/** Jobs that go through whole tables, full of what is no part of a trial. */
export const wholeTables: ReadonlySet<string> = new Set(['search_fill', 'learn_table'])

const quiet: ReadonlySet<string> = new Set(['notice_mail', 'outside_task', 'search_fill', 'learn_table'])

/** Does something in a world that is gone afterwards, and gives what it answered. */
export function inTrial<T>(
  workspace: Workspace,
  start: TrialStart,
  work: (world: TrialWorld) => Promise<T>,
): Promise<T> {
  return workspace.unit((unit) =>
    withoutTrace(unit, async () => {
      const published = await triedDesign(unit, start.flow)
      return work(openWorld({ workspace, unit, published, start }))
    }),
  )
}

function openWorld(given: {
  readonly workspace: Workspace
  readonly unit: Unit
  readonly published: Published
  readonly start: TrialStart
}): TrialWorld {
  const { workspace, unit, published, start } = given
  let time = Date.parse(start.at)
  const clock = (): number => time
  const now = (): string => new Date(time).toISOString()
  const newId = trialIds(start.seed, clock)
  const jobs = trialJobs(newId)
  const budget = trialBudget(workspace.options.clock)
  const told: Told[] = []
  const made = new Set<string>()
  const numbers = trialNumbers(start.seed)
  const runs = listeningRuns(unit.tx.flows, told)
  const { viewer } = start
  const heard = new Map<string, string>()
  const emails = new Set(unit.people.users.map(({ email }) => email))
  const hearing: Hearing = {
    words: (key, whole) => (viewer.admin ? whole : (heard.get(key ?? '') ?? unheard)),
    knows: (address) => viewer.admin || emails.has(address),
  }
  const notices: TrialNotice[] = []
  const listening = { told, notices, viewer, words: hearing.words }
  const kept = { runs, numbers, jobs: jobs.tables(unit.tx.jobs, now), begins: now() }
  const tx = quietly(unit.tx, { ...kept, ...listening })
  const options = { ...workspace.options, clock }
  const commands = listeningCommands(unit.commands, { told, viewer })
  const inside = (): Unit => ({
    ...unit,
    options,
    tx,
    published,
    now: now(),
    newId,
    timeZone: published.timeZone,
    commands,
    cascade: { tally: emptyTally, changed: new Set() },
    announce: () => undefined,
    // Administrators read everything.
    ...(viewer.admin ? {} : { listener: { viewer, hear: (key, words) => void heard.set(key, words) } }),
    door: doorsOf(unit, { tx, published, now: now(), made, numbers }),
  })
  const within: Workspace = {
    ...workspace,
    options,
    store: storeInside(workspace.store, tx),
    now,
    newId,
    published: () => Promise.resolve(published),
    people: () => Promise.resolve(unit.people),
    unit: (work) => {
      budget.spendTime()
      return tx.savepoint(() => work(inside()))
    },
    join: () => Promise.resolve(inside()),
    expire: () => undefined,
    catchUp: () => Promise.resolve(),
  }
  const handlers = jobHandlers(within)
  const settle = async (): Promise<void> => {
    for (let job = jobs.take(now()); job !== undefined; job = jobs.take(now())) {
      budget.spendJob()
      if (wholeTables.has(job.kind)) continue
      const handler = handlers[job.kind]
      if (handler?.mode !== 'inTransaction') {
        tellJob(told, job, hearing)
        continue
      }
      const due = job
      await tx
        .savepoint(() => handler.run(due, tx))
        .catch((error: unknown) => {
          if (!isMortiseError(error)) throw error
          told.push({ type: 'failed', job: due.kind, message: error.text })
        })
    }
  }
  const nextAt = (): string | undefined => jobs.nextAt((kind) => !quiet.has(kind))
  return {
    workspace: within,
    published,
    now,
    newId,
    told,
    notices,
    runs,
    made,
    settle,
    refusal: budget.refusal,
    nextAt,
    waitUntil: async (at) => {
      for (;;) {
        const next = jobs.nextAt(() => true)
        if (next === undefined || next > at) break
        time = Math.max(time, Date.parse(next))
        await settle()
      }
      time = Math.max(time, Date.parse(at))
      await settle()
    },
  }
}

/** Nothing that is done behind a commit is done, and what is noted for people is told. */
function quietly(
  tx: Transaction,
  given: {
    readonly told: Told[]
    readonly notices: TrialNotice[]
    readonly viewer: Actor
    readonly words: Hearing['words']
    readonly runs: TrialRuns
    readonly numbers: ReturnType<typeof trialNumbers>
    readonly jobs: Transaction['jobs']
    readonly begins: string
  },
): Transaction {
  const { told, notices, viewer, words, runs, numbers, jobs, begins } = given
  return tablesWith(tx, {
    jobs,
    rules: { ...tx.rules, timers: trialTimers(tx.rules.timers, jobs, begins) },
    flows: {
      ...runs.tables,
      nextNumber: (flow, period) => Promise.resolve(numbers(`flow ${flow} ${period}`, 1)),
    },
    afterCommit: () => undefined,
    side: {
      ...tx.side,
      poolCursor: trialTurns(tx.side),
      addNotifications: (rows) => {
        const heard = rows.map(({ userId, title, key = null }) => ({
          userId,
          title,
          // One's own notices are one's own to read.
          heard: userId === viewer.userId ? title : words(key, title),
        }))
        notices.push(...heard)
        for (const [title, same] of Map.groupBy(heard, (row) => row.heard))
          told.push({ type: 'notice', people: same.map(({ userId }) => userId), title })
        return tx.side.addNotifications(rows)
      },
    },
  })
}

function doorsOf(
  { people }: Unit,
  given: {
    readonly tx: Transaction
    readonly published: Published
    readonly now: string
    readonly made: Set<string>
    readonly numbers: DoorOptions['numbers']
  },
): Unit['door'] {
  const { tx, published, now, made, numbers } = given
  const doors = new Map<Actor, ReturnType<Unit['door']>>()
  return (actor) => {
    let door = doors.get(actor)
    if (door === undefined) {
      const { model } = published
      const access = published.access(actor)
      door = noting(tx.records({ actor, access, model, now, nameOf: people.nameOf, numbers }), made)
      doors.set(actor, door)
    }
    return door
  }
}

/** The same door, which notes what is made through it. */
function noting(door: Door, made: Set<string>): Door {
  return {
    ...door,
    write: async (write) => {
      const result = await door.write(write)
      if (write.op === 'create') made.add(result.record.id)
      return result
    },
    createMany: async (...given) => {
      const results = await door.createMany(...given)
      for (const { record } of results) made.add(record.id)
      return results
    },
  }
}
