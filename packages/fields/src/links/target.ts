import type { FieldDocument } from '@mortise/schema'
import { links } from './field.ts'

/** The entity that links point at; empty text where the setting is missing. */
export function targetOf(field: FieldDocument): string {
  return links.target?.(field) ?? ''
}
