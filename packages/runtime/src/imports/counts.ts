import type { ImportCounts } from './types.ts'

/** No row came to anything yet. */
export const noCounts: ImportCounts = { create: 0, update: 0, skip: 0, error: 0, review: 0 }

/** Counts with more added. */
export function addCounts(
  counts: Partial<ImportCounts> | undefined,
  more: Partial<ImportCounts>,
): ImportCounts {
  const sum = { ...noCounts, ...counts } as { -readonly [K in keyof ImportCounts]: ImportCounts[K] }
  for (const [key, count] of Object.entries(more)) sum[key as keyof ImportCounts] += count
  return sum
}

/** Counts as answers have them: rows that wait stand apart. */
export function shownCounts({ review, ...counts }: ImportCounts): {
  readonly counts: Omit<ImportCounts, 'review'>
  readonly review: number
} {
  return { counts, review }
}
