import { type SlaEvent, type SlaState, slaState, type SlaTerms } from '@mortise/calendars'
import type { Condition, SlaDocument } from '@mortise/schema'
import type { Published } from '../context/published.ts'

/** What was promised, for a record of which `test` tells whether a condition holds. */
export function slaTerms(
  published: Published,
  sla: SlaDocument,
  test: (condition: Condition | undefined) => boolean,
): SlaTerms {
  const { yellow, red, escalateEvery } = sla
  return {
    calendar: published.calendar(sla.calendar ?? ''),
    target: sla.targets.find(({ when }) => when === undefined || test(when))?.within ?? 'PT0S',
    ...(yellow === undefined ? {} : { yellow }),
    ...(red === undefined ? {} : { red }),
    ...(escalateEvery === undefined ? {} : { escalateEvery }),
  }
}

/** What holds now of what a promise is about. */
export type SlaNow = { readonly cancel: boolean; readonly stop: boolean; readonly pause: boolean }

/** The log of a promise with what holds now, and where the promise stands by it. */
export function slaLog(
  before: readonly SlaEvent[],
  terms: SlaTerms,
  holds: SlaNow & { readonly now: string },
): { readonly events: readonly SlaEvent[]; readonly state: SlaState } {
  const { now } = holds
  let events = before
  const stands = (): SlaState => slaState(events, terms, now)
  const note = (type: SlaEvent['type']): void => {
    events = [...events, { at: now, type }]
  }
  const is = (...states: readonly SlaState['state'][]): boolean => states.includes(stands().state)
  if (is('waiting')) note('start')
  if (is('running', 'paused') && holds.cancel) note('cancel')
  if (is('running', 'paused') && holds.stop) note('stop')
  if (is('met', 'missed') && !holds.stop) note('reopen')
  if (is('running') && holds.pause) note('pause')
  if (is('paused') && !holds.pause) note('resume')
  return { events, state: stands() }
}
