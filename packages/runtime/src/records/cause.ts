import type { Cause } from '../types.ts'

/** A person's own act, a job, or an import batch: the root of whatever follows. */
export function rootCause(rootId: string, options: { readonly bulk?: boolean; readonly messages?: 'send' | 'skip' } = {}): Cause {
  return { rootId, depth: 0, path: [], bulk: options.bulk ?? false, messages: options.messages ?? 'send' }
}

/** What something that ran under `cause` causes in turn. */
export function nextCause(cause: Cause, step: string): Cause {
  return { ...cause, depth: cause.depth + 1, path: [...cause.path, step] }
}
