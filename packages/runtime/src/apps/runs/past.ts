import { emptyTally } from '@mortise/rules'
import { type Actor, type NewJob, tablesWith, type Transaction } from '@mortise/store'
import { uuidv7 } from '../../context/ids.ts'
import type { Unit } from '../../context/unit.ts'
import type { Workspace } from '../../context/workspace.ts'
import { jobHandlers } from '../../jobs/handlers.ts'
import type { NoticeRow } from '../../notices/tell-people.ts'
import { trialJobs } from '../../trial/jobs.ts'
import { storeInside } from '../../trial/store-inside.ts'
import { wholeTables } from '../../trial/world.ts'

/** A stretch of the past in which work is done as if then. */
export type Past = {
  readonly now: () => string
  /** One command at the moment the clock stands at, and all that follows from it at once. */
  readonly act: <T>(work: (unit: Unit) => Promise<T>) => Promise<T>
  /** Lets time pass, and everything happen at its moment until then. */
  readonly waitUntil: (at: string) => Promise<void>
  /** Notices of tasks, oldest first, none of which has been given to anybody. */
  readonly tasks: readonly (NoticeRow & { readonly at: string })[]
  /** Lets time pass up to the present, gives those notices, and leaves what is due later to the workers. */
  readonly end: (notices: Past['tasks']) => Promise<void>
}

type Clock = { time: number }

/**
 * Opens the past inside a transaction whose own clock reads `clock`. Nothing of it reaches the outside: calls, mails and
 * documents are not made, notices are kept back, and whatever only tells the time to come counts from the present on.
 */
export async function openPast(
  workspace: Workspace,
  given: { readonly tx: Transaction; readonly clock: Clock },
): Promise<Past> {
  const { clock, tx: real } = given
  const present = new Date(workspace.options.clock()).toISOString()
  const read = (): number => clock.time
  const now = (): string => new Date(clock.time).toISOString()
  const newId = (): string => uuidv7(clock.time)
  const jobs = trialJobs(newId)
  const tasks: (NoticeRow & { readonly at: string })[] = []
  const tx = withoutOutside(real, { jobs: jobs.tables(real.jobs, now), present, now, tasks })
  const options = { ...workspace.options, clock: read }
  const joined = await workspace.join(real)
  const inside = (): Unit => ({
    ...joined,
    options,
    tx,
    now: now(),
    newId,
    cascade: { tally: emptyTally, changed: new Set() },
    announce: () => undefined,
    door: doorsAt(joined, tx, now()),
  })
  const within: Workspace = {
    ...workspace,
    options,
    store: storeInside(workspace.store, tx),
    now,
    newId,
    published: () => Promise.resolve(joined.published),
    people: () => Promise.resolve(joined.people),
    unit: (work) => tx.savepoint(() => work(inside())),
    join: () => Promise.resolve(inside()),
    expire: () => undefined,
    catchUp: () => Promise.resolve(),
  }
  const handlers = jobHandlers(within)
  const settle = async (): Promise<void> => {
    for (let job = jobs.take(now()); job !== undefined; job = jobs.take(now())) {
      const handler = handlers[job.kind]
      if (handler?.mode === 'inTransaction' && !wholeTables.has(job.kind)) await handler.run(job, tx)
    }
  }
  const waitUntil = async (at: string): Promise<void> => {
    for (let next = jobs.nextAt(() => true); next !== undefined && next <= at; ) {
      clock.time = Math.max(clock.time, Date.parse(next))
      await settle()
      next = jobs.nextAt(() => true)
    }
    clock.time = Math.max(clock.time, Date.parse(at))
  }
  const isOurs = ({ kind }: NewJob): boolean =>
    handlers[kind]?.mode === 'inTransaction' && !wholeTables.has(kind)
  return {
    now,
    act: async (work) => {
      const result = await work(inside())
      await settle()
      return result
    },
    waitUntil,
    tasks,
    end: async (notices) => {
      await waitUntil(present)
      for (const { at, ...notice } of notices) {
        clock.time = Date.parse(at)
        await real.side.addNotifications([{ ...notice, mail: false }])
      }
      clock.time = Date.parse(present)
      await real.jobs.add(jobs.rest().filter(isOurs))
    },
  }
}

/** The same transaction, in which jobs wait in memory and nobody is told anything. */
function withoutOutside(
  tx: Transaction,
  given: {
    readonly jobs: Transaction['jobs']
    readonly present: string
    readonly now: () => string
    readonly tasks: (NoticeRow & { readonly at: string })[]
  },
): Transaction {
  const { jobs, present, now, tasks } = given
  const { timers } = tx.rules
  return tablesWith(tx, {
    jobs,
    rules: {
      ...tx.rules,
      // A time that has passed by now is not told of, as little as for rows that were put in.
      timers: {
        ...timers,
        put: (rows) => timers.put(rows.filter(({ dueAt }) => dueAt > present)),
        add: (rows) => timers.add(rows.filter(({ dueAt }) => dueAt > present)),
      },
    },
    side: {
      ...tx.side,
      addNotifications: (rows) => {
        for (const row of rows) if (row.topic === 'task') tasks.push({ ...row, at: now() })
        return Promise.resolve()
      },
    },
  })
}

function doorsAt({ published, people }: Unit, tx: Transaction, now: string): Unit['door'] {
  const doors = new Map<Actor, ReturnType<Unit['door']>>()
  const { model } = published
  return (actor) => {
    let door = doors.get(actor)
    if (door === undefined) {
      door = tx.records({ actor, access: published.access(actor), model, now, nameOf: people.nameOf })
      doors.set(actor, door)
    }
    return door
  }
}
