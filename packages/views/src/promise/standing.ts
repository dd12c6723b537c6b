import type { WireRecord } from '@mortise/client'
import type { EntityModel, SlaDocument } from '@mortise/schema'

/** Where a promise of service stands, as its fields tell. */
export type PromiseState = keyof NonNullable<SlaDocument['values']>

const states: readonly PromiseState[] = [
  'green',
  'yellow',
  'red',
  'overdue',
  'paused',
  'met',
  'missed',
  'canceled',
]

/** States in which time still runs. */
const running: ReadonlySet<PromiseState> = new Set(['green', 'yellow', 'red', 'overdue'])

/** The promise whose due moment a field holds. */
export function promiseOf(entity: EntityModel, field: string): SlaDocument | undefined {
  return entity.document.slas?.find(({ dueField }) => dueField === field)
}

/** A promise at a moment: its state, and how long is left (negative: over) while time runs. */
export type PromiseStanding = { readonly state: PromiseState; readonly leftMs: number | null }

/**
 * Where a promise stands for a record at `now`, from the fields it is kept in; undefined where nothing was promised. What
 * the fields say may be minutes old: a due moment that has passed since counts as passed.
 */
export function promiseStanding(
  sla: SlaDocument,
  record: WireRecord,
  now: number,
): PromiseStanding | undefined {
  const due = sla.dueField === undefined ? null : record[sla.dueField]
  const written = sla.stateField === undefined ? null : record[sla.stateField]
  const known = states.find((one) => (sla.values?.[one] ?? one) === written)
  if (known !== undefined && !running.has(known)) return { state: known, leftMs: null }
  if (typeof due !== 'string') return undefined
  const leftMs = Date.parse(due) - now
  if (Number.isNaN(leftMs)) return undefined
  if (leftMs <= 0) return { state: 'overdue', leftMs }
  return { state: known === undefined || known === 'overdue' ? 'green' : known, leftMs }
}

const minute = 60_000

/** A length as people say it, in its two largest units: days and hours, or hours and minutes. */
export function lengthParts(ms: number): {
  readonly days: number
  readonly hours: number
  readonly minutes: number
} {
  const total = Math.floor(Math.abs(ms) / minute)
  return { days: Math.floor(total / 1440), hours: Math.floor(total / 60) % 24, minutes: total % 60 }
}
