import type { LocalizedText } from '@mortise/errors'
import type { Condition } from './common.ts'

/** Where a promise may stand, as it is written into a field. */
export const slaStates = ['green', 'yellow', 'red', 'overdue', 'paused', 'met', 'missed', 'canceled'] as const

/**
 * A promise of service about the records of an entity: first response, next response, resolution. It begins when
 * `start` holds and ends when `stop` does; while `pause` holds, time does not count. Where it stands is written into
 * fields, so that rules, lists and reports need know nothing of it.
 */
export type SlaDocument = {
  readonly key: string
  readonly label: LocalizedText
  readonly start: Condition
  readonly stop: Condition
  readonly pause?: Condition
  readonly cancel?: Condition
  /** The first that holds is what is promised; ISO durations of working time. */
  readonly targets: readonly { readonly when?: Condition; readonly within: string }[]
  readonly calendar?: string
  /** Share of the time used up at which it turns; default 0.8 and 1. */
  readonly yellow?: number
  readonly red?: number
  /** After the due moment, a step higher each time so much working time passes. */
  readonly escalateEvery?: string
  /** Fields that show when it is due, where it stands and how many steps of the ladder are taken. */
  readonly dueField?: string
  readonly stateField?: string
  readonly stepField?: string
  /** What is written for each state, for a field of choices; default: the state's own word. */
  readonly values?: {
    readonly [S in (typeof slaStates)[number]]?: string
  }
}
