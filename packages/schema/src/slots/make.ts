import { textAbove } from './entities.ts'
import type { Slot, SlotHolds } from './types.ts'

/** Makes a slot. */
export function slot(at: string, holds: SlotHolds, more: Omit<Slot, 'at' | 'holds'> = {}): Slot {
  return { at, holds, ...more }
}

/** The object a place stands in has this `type`; the node types of forms are a closed set. */
export function inNode(...types: readonly string[]): Pick<Slot, 'only'> {
  return inNodeAbove(1, ...types)
}

/** As `inNode`, for places `level` objects inside the node. */
export function inNodeAbove(level: number, ...types: readonly string[]): Pick<Slot, 'only'> {
  return { only: (place) => types.includes(textAbove(place, level, 'type') ?? '') }
}

/** Rules on the data, of entities and of forms. */
export const checks: readonly Slot[] = [
  slot('checks/*/when', 'condition'),
  slot('checks/*/message', 'template'),
  slot('checks/*/fields/*', 'field'),
]
