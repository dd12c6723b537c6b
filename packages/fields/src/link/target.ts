import type { FieldDocument } from '@mortise/schema'
import { link } from './field.ts'

/** The entity a link points at; empty text where the setting is missing. */
export function targetOf(field: FieldDocument): string {
  return link.target?.(field) ?? ''
}
