import type { FormDraft } from './draft.ts'
import { stopsOf } from './selection.ts'

/** The element one further in reading order; the first where nothing is selected. */
export function walkFrom(draft: FormDraft, from: string | undefined, by: 1 | -1): string | undefined {
  const stops = stopsOf(draft)
  return from === undefined ? stops[0] : stops[stops.indexOf(from) + by]
}
