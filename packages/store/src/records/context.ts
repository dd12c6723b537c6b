import type { Runner } from '../database/runner.ts'
import type { QueryBase } from '../query/context.ts'
import type { Actor } from '../types.ts'

/** What every write needs: one transaction's runner, the actor and his rights. */
export type WriteContext = {
  readonly runner: Runner
  readonly base: QueryBase
  readonly actor: Actor
}
