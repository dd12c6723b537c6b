import type { KeptRun, RunPlace } from '@mortise/client'

/** What whoever keeps a flow can do with a run, or at a place where it stands. */
export type Deed =
  | 'retry'
  | 'skip'
  | 'jump'
  | 'suspend'
  | 'resume'
  | 'terminate'
  | 'reactivate'
  | 'complete'
  | 'reassign'

/** Something about to be done: with which run, where, and whose task it is. */
export type Asked = {
  readonly deed: Deed
  readonly place?: RunPlace
  readonly task?: RunPlace['tasks'][number]
}

/** Deeds that cannot be taken back by another one. */
export const grave: ReadonlySet<Deed> = new Set(['skip', 'jump', 'terminate'])

/** What can be done with a run as a whole. */
export function deedsOf({ status, suspended }: KeptRun): readonly Deed[] {
  if (status !== 'running') return ['reactivate']
  return suspended ? ['resume', 'jump', 'terminate'] : ['jump', 'suspend', 'terminate']
}

/** What can be done where it stands, beside giving tasks to others. */
export function deedsAt({ incident, collects }: RunPlace, suspended: boolean): readonly Deed[] {
  if (suspended) return []
  if (incident !== null) return ['retry', 'skip']
  return collects ? ['complete'] : []
}

/** How a run is called in one word: it has stopped, was suspended, runs, or how it ended. */
export function standingOf({ status, suspended, places }: KeptRun): string {
  if (status !== 'running') return status
  if (suspended) return 'suspended'
  return places.some(({ incident }) => incident !== null) ? 'stopped' : 'running'
}

/** Colours of those words. */
export const tones: { readonly [standing: string]: string } = {
  running: 'blue',
  suspended: 'amber',
  stopped: 'red',
  approved: 'green',
  rejected: 'red',
  failed: 'red',
}
