import type { Json, LookupRequest } from './types.ts'

/**
 * Answers of lookups around one evaluation. Evaluating looks nothing up: what is not known yet is noted, answered null,
 * and asked for all at once; then the evaluation runs again.
 */
export type LookupBook = {
  /** For `EvaluationInput.lookup`. */
  readonly lookup: (request: LookupRequest) => Json
  /** Whether there is an answer. */
  readonly known: (request: LookupRequest) => boolean
  /** What was asked for and not answered; empties the list. */
  readonly waiting: () => readonly LookupRequest[]
  readonly provide: (request: LookupRequest, value: Json) => void
}

/** Makes an empty book. */
export function lookupBook(): LookupBook {
  const answers = new Map<string, Json>()
  const asked = new Map<string, LookupRequest>()
  const keyOf = ({ entity, filter, field, order, figure }: LookupRequest): string =>
    JSON.stringify([entity, filter, field, order ?? null, figure ?? null])
  return {
    lookup: (request) => {
      const key = keyOf(request)
      const answer = answers.get(key)
      if (answer === undefined) asked.set(key, request)
      return answer ?? null
    },
    known: (request) => answers.has(keyOf(request)),
    waiting: () => {
      const all = [...asked.values()]
      asked.clear()
      return all
    },
    provide: (request, value) => {
      answers.set(keyOf(request), value)
    },
  }
}
