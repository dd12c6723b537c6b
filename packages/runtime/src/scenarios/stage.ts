import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import type { Eyes } from './eyes.ts'

/** Where scenarios are played: one workspace at work, with a clock that moves only when told. */
export type ScenarioStage = {
  readonly workspace: Workspace
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly pass: (milliseconds: number) => void | Promise<void>
  /** Does all jobs that are due, as a worker would. Fails when one of them fails. */
  readonly settle: () => Promise<void>
  /** The person of that key or e-mail address, acting. */
  readonly actor: (user: string) => Promise<Actor>
  /**
   * Whether what is written stays, until the stage goes. Where it does not there is other data beside that of the play, and
   * imports, exports, publications and changes of people are beyond it.
   */
  readonly lasting: boolean
  /** Whoever must be told no more than they may read; null on a stage of its own, and for administrators. */
  readonly eyes: Eyes | null
}
