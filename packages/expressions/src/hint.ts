import { type Localized, nearestName } from '@mortise/errors'

/** "did you mean" in both languages, to end a message with; empty when no name is near. */
export function hintOf(wrong: string, known: Iterable<string>): Localized {
  const near = nearestName(wrong, known)
  return near === undefined
    ? { zh: '', en: '' }
    : { zh: `，是否指“${near}”？`, en: `; did you mean "${near}"?` }
}
