import { type EvaluationInput, type Json, language, type LinkedRow } from '@mortise/expressions'
import { type MessageDocument, payloadScope, type RecordValues } from '@mortise/schema'

/** Messages may lie in one another; deeper than this nothing is named. */
const deepest = 8

type Parts = { readonly [name: string]: Json }

const isParts = (value: Json | undefined): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value as expressions know it: fractions stay exact as text. */
function plain(value: Json): Json {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? String(value) : value
}

/** A message as expressions read it: its parts are behind its name as fields are behind a link. */
export function linkedMessage(parts: Parts, depth = 0): LinkedRow {
  const entries = Object.entries(parts)
  const inner = depth < deepest ? entries.filter(([, value]) => isParts(value)) : []
  return {
    row: Object.fromEntries(entries.map(([name, value]) => [name, plain(value)])),
    links: Object.fromEntries(inner.map(([name, value]) => [name, linkedMessage(value as Parts, depth + 1)])),
  }
}

/** What a message says of a record: the value it is found by, and what is written into it. */
export type MessageValues = { readonly match: Json | undefined; readonly values: RecordValues }

/** Works out what a rule makes of a message. */
export function messageValues(
  document: MessageDocument,
  payload: Parts,
  time: Pick<EvaluationInput, 'now' | 'timeZone' | 'fiscalYearStart' | 'workdays'>,
): MessageValues {
  const scope = payloadScope(document.sample)
  const input: EvaluationInput = { ...time, row: {}, links: { payload: linkedMessage(payload) } }
  const set = Object.entries(document.set ?? {})
  return {
    match: document.match === undefined ? undefined : language.evaluate(document.match.value, input, scope),
    values: Object.fromEntries(set.map(([field, one]) => [field, language.evaluate(one, input, scope)])),
  }
}
