import { say } from '@mortise/errors'
import type { FieldDocument } from '@mortise/schema'

/** A field's label in both languages, for messages. */
export function labels(document: FieldDocument): { readonly labelZh: string; readonly labelEn: string } {
  return {
    labelZh: say(document.label, 'zh') || document.key,
    labelEn: say(document.label, 'en') || document.key,
  }
}
