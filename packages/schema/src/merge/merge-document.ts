import { mergeValue } from './merge-value.ts'
import type { Conflict, MergeOptions, Merged } from './types.ts'

/**
 * Merges two people's edits of one document that began from the same state. Elements are matched by id, else by key;
 * each property is decided on its own. Where both changed a thing differently ours stays, unless `choose` says
 * otherwise, and the conflict is told with its path in the document.
 */
export function mergeDocument<T extends object>(
  three: { readonly base: T; readonly ours: T; readonly theirs: T },
  options: MergeOptions = {},
): Merged<T> {
  const found: Conflict[] = []
  const choose = options.choose ?? (() => 'ours' as const)
  const value = mergeValue(three, { path: [], found, choose, value: mergeValue })
  return { value: value as T, conflicts: found }
}
