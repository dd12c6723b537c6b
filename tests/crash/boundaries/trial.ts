import { type Cut, openCutter } from './cutter.ts'
import { type Machine, startMachine } from './machine.ts'
import type { Step, Story, World } from './stories.ts'

/** What a trial stands on. */
export type Ground = {
  readonly world: World
  readonly databaseUrl: string
  readonly folder: string
  /** A process that lives through everything, and goes on where another one died. */
  readonly survivor: Machine
}

/** The step of a story in which a process dies, and at which of its statements. */
export type Death = Cut & { readonly step: number }

/** What came of one trial: the deaths that happened, and what is not as it should be. */
export type Outcome = { readonly died: readonly Death[]; readonly breaches: readonly string[] }

// What a dead process held is free again after this, in seconds of the trial's time.
const leaseSeconds = 25
const patience = 14

/** How many statements each step of a story takes, each in a process of its own. */
export async function lengthsOf(ground: Ground, story: Story): Promise<readonly number[]> {
  const lengths: number[] = []
  for (const { run } of story.steps) {
    const { seen, failure } = await inProcess(ground, run, undefined)
    if (failure !== undefined) throw failure
    lengths.push(seen)
  }
  return lengths
}

/**
 * Lets a process of its own die in each of these steps of a story, and another one bring the step to its end: what was
 * broken off is asked for once more, as whoever got no answer does.
 */
export async function tryOnce(ground: Ground, story: Story, deaths: readonly Death[]): Promise<Outcome> {
  const { world, survivor } = ground
  const died: Death[] = []
  const ports: number[] = []
  for (const [at, { run: step }] of story.steps.entries()) {
    const death = deaths.find((one) => one.step === at)
    if (death === undefined) {
      await insist(ground, step, ports)
      continue
    }
    const ended = await inProcess(ground, step, death)
    if (!ended.isCut && ended.failure !== undefined) throw ended.failure
    if (!ended.isCut) continue
    died.push(death)
    ports.push(...ended.ports)
    world.time.now += leaseSeconds * 1000
    await insist(ground, step, ports)
  }
  let breaches = await story.breaches()
  for (let round = 0; round < patience && breaches.length > 0; round += 1) {
    world.time.now += leaseSeconds * 1000
    // The database may still be busy with what the dead one asked for last, and hold its rows.
    await forgotten(world, ports)
    await survivor.work()
    breaches = await story.breaches()
  }
  return { died, breaches }
}

/** Waits until the database has noticed that these clients are gone. */
async function forgotten(world: World, ports: readonly number[]): Promise<void> {
  for (let look = 0; look < 400; look += 1) {
    const { rows } = await world.database.query<{ n: number }>(
      'select count(*)::int as n from pg_stat_activity where client_port = any($1::int[])',
      [ports],
    )
    if (rows[0]?.n === 0) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Does one step in a new process, which dies at the cut. */
async function inProcess(
  { world, databaseUrl, folder }: Ground,
  step: Step,
  cut: Cut | undefined,
): Promise<{
  readonly seen: number
  readonly isCut: boolean
  readonly ports: readonly number[]
  readonly failure: unknown
}> {
  const cutter = await openCutter(databaseUrl, cut)
  const victim = startMachine(cutter.url, { folder, time: world.time })
  try {
    const failure = await step(victim).then(
      () => undefined,
      (error: unknown) => error,
    )
    return { seen: cutter.seen(), isCut: cutter.isCut(), ports: cutter.ports(), failure }
  } finally {
    await Promise.all([cutter.close(), victim.close().catch(() => undefined)])
  }
}

/** A step by the process that is alive; what a dead one still locks is free when the database has noticed its end. */
async function insist(ground: Ground, step: Step, dead: readonly number[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await step(ground.survivor)
      return
    } catch (error) {
      if (attempt === 3) throw error
      await forgotten(ground.world, dead)
    }
  }
}
