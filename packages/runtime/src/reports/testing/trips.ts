import { systemActor } from '../../context/actor.ts'
import type { Workspace } from '../../context/workspace.ts'
import { rootCause } from '../../records/cause.ts'
import { saveRecord } from '../../records/save.ts'

/** One record: its team, and each stage it came to with the moment it did. */
export type Trip = {
  readonly team: string
  readonly visits: readonly { readonly stage: string; readonly from: number }[]
}

const day = 86_400_000

/** Small, repeatable histories: forth and back, over stages, lost and taken up again. */
function trips(start: number): readonly Trip[] {
  let state = 99
  const roll = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const stages = ['Prospecting', 'Engaging', 'Won', 'Lost']
  return Array.from({ length: 26 }, (_, at): Trip => {
    let from = start + roll(30) * day
    const visits = [{ stage: roll(5) === 0 ? 'Engaging' : 'Prospecting', from }]
    for (let step = roll(5); step > 0; step -= 1) {
      from += (1 + roll(12 * 24)) * (day / 24)
      const stage = stages[roll(4)] ?? ''
      if (stage !== visits.at(-1)?.stage) visits.push({ stage, from })
    }
    return { team: at % 3 === 0 ? 'East' : 'West', visits }
  })
}

/** Lets the histories happen one change after the other, each at its own time. */
export async function playTrips(
  workspace: Workspace,
  start: number,
  setClock: (now: number) => void,
): Promise<readonly Trip[]> {
  const all = trips(start)
  const ids = new Map<Trip, string>()
  const events = all.flatMap((trip) => trip.visits.map((visit) => ({ trip, ...visit })))
  for (const { trip, stage, from } of events.toSorted((a, b) => a.from - b.from)) {
    setClock(from)
    const id = ids.get(trip)
    const request =
      id === undefined
        ? ({ op: 'create', entity: 'trip', values: { stage, team: trip.team } } as const)
        : ({ op: 'update', entity: 'trip', id, values: { stage } } as const)
    const saved = await workspace.unit((unit) =>
      saveRecord(unit, systemActor('test'), { request, cause: rootCause('test') }),
    )
    ids.set(trip, saved.record.id)
  }
  return all
}
