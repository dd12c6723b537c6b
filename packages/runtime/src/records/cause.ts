import { rootCause as rootChain } from '@mortise/rules'
import type { Cause } from '../types.ts'

/** A person's own act, a job, or an import batch: the root of whatever follows. */
export function rootCause(
  rootId: string,
  options: {
    readonly bulk?: boolean
    readonly answers?: Cause['answers']
    readonly withoutRules?: boolean
  } = {},
): Cause {
  const { bulk = false, answers = {}, withoutRules = false } = options
  return { chain: rootChain(rootId), bulk, answers, withoutRules }
}

/** What something that is no rule (a flow step) causes in turn under `cause`. */
export function nextCause(cause: Cause, step: string): Cause {
  const { chain } = cause
  return { ...cause, chain: { ...chain, depth: chain.depth + 1, path: [...chain.path, step] } }
}
