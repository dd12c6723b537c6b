import type { ErrorDetail, Localized, LocalizedText } from '@mortise/errors'
import type { AddErrorEffect } from '@mortise/schema'

/** A designer's text in both languages; a missing one borrows the other. */
export function inBoth(text: LocalizedText): Localized {
  if (typeof text === 'string') return { zh: text, en: text }
  return { zh: text.zh ?? text.en ?? '', en: text.en ?? text.zh ?? '' }
}

/** A rule's message as an error detail. */
export function toDetail(effect: AddErrorEffect): ErrorDetail {
  return { path: effect.path, code: effect.code, message: inBoth(effect.message) }
}
