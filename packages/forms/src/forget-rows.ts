import type { Draft } from './draft.ts'
import { type Dirty, markAwaiting, recompute } from './recompute.ts'

/** Lets go of what was awaited for rows that are no more; values that waited for it are worked out without it. */
export function forgetRows(draft: Draft, table: string, keys: ReadonlySet<string>): void {
  const dirty: Dirty = new Map()
  for (const path of draft.pending) {
    const [of, row = '', key = ''] = path.split('/')
    if (of !== table || !keys.has(row)) continue
    draft.pending.delete(path)
    markAwaiting(draft, dirty, { table, key, row })
  }
  for (const firing of draft.waiting) {
    const [, of, row = ''] = firing.split('/')
    if (of === table && keys.has(row)) draft.waiting.delete(firing)
  }
  if (dirty.size > 0) recompute(draft, dirty)
}
