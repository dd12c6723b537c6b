import type { Calendar } from './calendar.ts'
import { instantOf } from './calendar.ts'
import { parseDuration } from './duration.ts'

/**
 * Something that happened to a promise of service. `target` changes what was promised from here on; `stop` keeps or
 * breaks it; `reopen` takes a stop back, and the time between does not count.
 */
export type SlaEvent = {
  readonly at: string
  readonly type: 'start' | 'pause' | 'resume' | 'target' | 'stop' | 'reopen' | 'cancel'
  /** For `target`: an ISO duration or milliseconds of working time. */
  readonly target?: string | number
}

/** What was promised, by which calendar, and when to warn. */
export type SlaTerms = {
  readonly calendar: Calendar
  /** An ISO duration or milliseconds of working time. */
  readonly target: string | number
  /** Share of the target used up at which it turns; default 0.8 and 1. */
  readonly yellow?: number
  readonly red?: number
  /** Working time after the due moment at which the next higher person is told, again and again. */
  readonly escalateEvery?: string | number
}

export type SlaLevel = 'green' | 'yellow' | 'red'

/** Where a promise stands. Worked out from its events each time: a stored due time is only a copy. */
export type SlaState = {
  readonly state: 'waiting' | 'running' | 'paused' | 'met' | 'missed' | 'canceled'
  /** Due moment as far as is known now; while paused it moves on. Null before the start and after a cancel. */
  readonly dueAt: string | null
  readonly level: SlaLevel
  /** Working milliseconds used up, without pauses. */
  readonly used: number
  readonly target: number
  /** How many steps of the ladder have been reached. */
  readonly escalations: number
  /** When it next changes by itself; null where nothing is ahead. */
  readonly nextAt: string | null
}

type Walk = {
  state: SlaState['state']
  startedAt: string | null
  /** Since when time does not count. */
  stillSince: string | null
  /** Working time that did not count, up to `stillSince`. */
  still: number
  /** Since when, and how much, in order. */
  rests: readonly { readonly from: string; readonly work: number }[]
  target: number
  stoppedAt: string | null
}

function lengthOf(calendar: Calendar, target: string | number): number {
  if (typeof target === 'number') return target
  const { days, milliseconds } = parseDuration(target, 5)
  return days * calendar.dayLength + milliseconds
}

type Step = (walk: Walk, event: SlaEvent, terms: SlaTerms) => void

const goOn = (walk: Walk, at: string, terms: SlaTerms): void => {
  if (walk.stillSince === null) return
  const work = terms.calendar.workBetween(walk.stillSince, at)
  walk.rests = [...walk.rests, { from: walk.stillSince, work }]
  walk.still += work
  walk.stillSince = null
}

/** What each event does. An event that makes no sense where things stand (a resume without a pause) does nothing. */
const steps: { readonly [K in SlaEvent['type']]: Step } = {
  start: (walk, { at }) => {
    if (walk.state !== 'waiting') return
    walk.state = 'running'
    walk.startedAt = at
  },
  pause: (walk, { at }) => {
    if (walk.state !== 'running') return
    walk.state = 'paused'
    walk.stillSince = at
  },
  resume: (walk, { at }, terms) => {
    if (walk.state !== 'paused') return
    goOn(walk, at, terms)
    walk.state = 'running'
  },
  target: (walk, { target }, terms) => {
    if (target !== undefined) walk.target = lengthOf(terms.calendar, target)
  },
  stop: (walk, { at }) => {
    if (walk.state !== 'running' && walk.state !== 'paused') return
    walk.state = 'met'
    walk.stoppedAt = at
    walk.stillSince ??= at
  },
  reopen: (walk, { at }, terms) => {
    if (walk.state !== 'met') return
    goOn(walk, at, terms)
    walk.stoppedAt = null
    walk.state = 'running'
  },
  cancel: (walk) => {
    walk.state = 'canceled'
  },
}

/** Events in the order they happened; those of one moment as they were noted. */
function inOrder(events: readonly SlaEvent[]): readonly SlaEvent[] {
  return events
    .map((event, index) => ({ event, index, time: instantOf(event.at) }))
    .sort((a, b) => a.time - b.time || a.index - b.index)
    .map(({ event }) => event)
}

/**
 * Where a promise stands at a moment, from the log of what happened: `due = addWork(start, target + paused)`, where
 * pauses after the due moment change nothing any more. Events
 * after the moment do not count yet. So a calendar that is changed afterwards, or an event that is noted late, needs
 * nothing but to ask again.
 */
export function slaState(events: readonly SlaEvent[], terms: SlaTerms, now: string): SlaState {
  const { calendar } = terms
  const walk: Walk = {
    state: 'waiting',
    startedAt: null,
    stillSince: null,
    still: 0,
    rests: [],
    target: lengthOf(calendar, terms.target),
    stoppedAt: null,
  }
  const present = instantOf(now)
  for (const event of inOrder(events))
    if (instantOf(event.at) <= present) steps[event.type](walk, event, terms)
  return stateOf(walk, terms, now)
}

/** A pause that still lasts counts as if it ended now. */
function withOpenRest(walk: Walk, work: number): Walk {
  if (walk.stillSince === null || walk.state === 'met') return walk
  return { ...walk, rests: [...walk.rests, { from: walk.stillSince, work }] }
}

/** The due moment: each pause before it moves it on; once it has come, no pause does. */
function dueOf(walk: Walk, startedAt: string, calendar: Calendar): string {
  let [length, due] = [walk.target, calendar.addWork(startedAt, walk.target)]
  for (const { from, work } of walk.rests) {
    if (instantOf(from) >= instantOf(due)) break
    length += work
    due = calendar.addWork(startedAt, length)
  }
  return due
}

function stateOf(walk: Walk, terms: SlaTerms, now: string): SlaState {
  const { calendar, yellow = 0.8, red = 1 } = terms
  const { startedAt, target } = walk
  const none = { level: 'green', used: 0, target, escalations: 0, nextAt: null } as const
  if (startedAt === null || walk.state === 'canceled') return { ...none, state: walk.state, dueAt: null }
  const at = walk.stillSince ?? now
  const open =
    walk.stillSince === null || walk.state === 'met' ? 0 : calendar.workBetween(walk.stillSince, now)
  const used = calendar.workBetween(startedAt, at) - walk.still
  const moment = (share: number): string => calendar.addWork(startedAt, share + walk.still + open)
  const every = terms.escalateEvery === undefined ? 0 : lengthOf(calendar, terms.escalateEvery)
  const over = used - target
  const escalations =
    over < 0 || (over === 0 && walk.state === 'met') ? 0 : 1 + (every > 0 ? Math.floor(over / every) : 0)
  const marks = [...new Set([yellow, red].map((share) => Math.ceil(target * share)))]
  const nextStep = over < 0 ? target : every > 0 ? target + escalations * every : undefined
  const ahead = [...marks, ...(nextStep === undefined ? [] : [nextStep])].filter((mark) => mark > used)
  return {
    state: walk.state === 'met' && over > 0 ? 'missed' : walk.state,
    dueAt: dueOf(withOpenRest(walk, open), startedAt, calendar),
    level: used >= target * red ? 'red' : used >= target * yellow ? 'yellow' : 'green',
    used,
    target,
    escalations,
    nextAt: walk.state === 'running' && ahead.length > 0 ? moment(Math.min(...ahead)) : null,
  }
}
