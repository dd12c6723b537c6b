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

/** What came of one trial. */
export type Outcome = { readonly died: boolean; readonly breaches: readonly string[] }

// What a dead process held is free again after this, in seconds of the trial's time.
const leaseSeconds = 25
const patience = 14

/** How many statements each step of a story takes, each in a process of its own. */
export async function lengthsOf(ground: Ground, story: Story): Promise<readonly number[]> {
  const lengths: number[] = []
  for (const step of story.steps) {
    const { seen, failure } = await inProcess(ground, step, undefined)
    if (failure !== undefined) throw failure
    lengths.push(seen)
  }
  return lengths
}

/**
 * Lets a process of its own die in one step of a story, and another one bring it to its end: the step that was broken off
 * is asked for once more, as whoever got no answer does.
 */
export async function tryOnce(ground: Ground, story: Story, death: Death): Promise<Outcome> {
  const { world, survivor } = ground
  let died = false
  for (const [at, step] of story.steps.entries()) {
    if (at !== death.step) {
      await insist(survivor, step)
      continue
    }
    const { isCut, failure } = await inProcess(ground, step, death)
    died = isCut
    if (!isCut && failure !== undefined) throw failure
    if (!isCut) continue
    world.time.now += leaseSeconds * 1000
    await insist(survivor, step)
  }
  for (let round = 0; round < patience; round += 1) {
    if ((await story.breaches()).length === 0) break
    world.time.now += leaseSeconds * 1000
    // The database may still be busy with what the dead one asked for last, and hold its rows.
    await new Promise((resolve) => setTimeout(resolve, 60 * round))
    await survivor.work()
  }
  return { died, breaches: await story.breaches() }
}

/** Does one step in a new process, which dies at the cut. */
async function inProcess(
  { world, databaseUrl, folder }: Ground,
  step: Step,
  cut: Cut | undefined,
): Promise<{ readonly seen: number; readonly isCut: boolean; readonly failure: unknown }> {
  const cutter = await openCutter(databaseUrl, cut)
  const victim = startMachine(cutter.url, { folder, time: world.time })
  try {
    const failure = await step(victim).then(
      () => undefined,
      (error: unknown) => error,
    )
    return { seen: cutter.seen(), isCut: cutter.isCut(), failure }
  } finally {
    await Promise.all([cutter.close(), victim.close().catch(() => undefined)])
  }
}

/** A step by the process that is alive; what still holds a lock of the dead one gives it back in a moment. */
async function insist(survivor: Machine, step: Step): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await step(survivor)
      return
    } catch (error) {
      if (attempt === 3) throw error
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt))
    }
  }
}
