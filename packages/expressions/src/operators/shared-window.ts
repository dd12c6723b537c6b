import type { CallNode } from '../node.ts'
import { asWhole } from '../values.ts'

/** The count of rows a window operator is told, at least 1 (the default) and at most 1000. */
export function distanceOf({ args }: CallNode): number {
  const given = args[1]
  const count = given?.kind === 'literal' ? asWhole(given.value) : undefined
  return Math.max(1, Math.min(1000, count ?? 1))
}
