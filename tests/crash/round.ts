import { setTimeout as delay } from 'node:timers/promises'
import type { Story, World } from './stories/types.ts'

/** People at work: several lanes, each telling one story after the other until asked to stop. */
export type Shift = {
  /** Lets every story come to its end. Rejects with what went wrong in one. */
  readonly finish: () => Promise<void>
}

/** Puts people to work. */
export function beginShift(world: World, stories: readonly Story[], lanes: number): Shift {
  let over = false
  const failures: unknown[] = []
  const lane = async (): Promise<void> => {
    while (!over && failures.length === 0) {
      const story = stories[world.random.between(0, stories.length - 1)]
      if (story === undefined) return
      try {
        await story(world)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  const working = Array.from({ length: lanes }, lane)
  return {
    finish: async () => {
      over = true
      await Promise.all(working)
      if (failures.length > 0) throw failures[0]
    },
  }
}

/** Waits until `done` says so. */
export async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 90_000
  while (!(await done())) {
    if (performance.now() > end) throw new Error(`it took too long: ${what}`)
    await delay(100)
  }
}
