import { loadPatterns } from '@mortise/expressions'
import { hasPattern } from '@mortise/fields'
import type { FieldDocument } from '@mortise/schema'
import { later } from '@mortise/ui'

// Forms that come on their own, such as those of older versions, find it there in most cases.
const fetchPatterns = later(loadPatterns)

/** Whether documents try texts with regular expressions: by a field's pattern or by the operator `matches`. */
export function triesPatterns(documents: unknown): boolean {
  if (typeof documents !== 'object' || documents === null) return false
  if (Array.isArray(documents)) return documents.some(triesPatterns)
  if (Object.hasOwn(documents, 'matches') || hasPattern(documents as FieldDocument)) return true
  return Object.values(documents).some(triesPatterns)
}

/**
 * Fetches what tries patterns where documents have any, before they are used: from then on everything is known at once.
 * Where it can't be had the documents are used all the same, for the server tries every pattern again.
 */
export async function bringPatterns(documents: unknown): Promise<void> {
  if (triesPatterns(documents)) await fetchPatterns().catch(() => undefined)
}
