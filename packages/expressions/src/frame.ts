import type { NodeType } from './node.ts'
import type { Environment } from './operator.ts'
import type { EvaluationInput, Json, LinkedRow } from './types.ts'
import { canonicalValue } from './values.ts'
import { dateAt, parseInstant } from './zone.ts'

/** Makes what stays the same during one evaluation. */
export function environmentOf(input: EvaluationInput): Environment {
  const now = parseInstant(input.now) ?? 0
  const zone = input.timeZone ?? 'Asia/Shanghai'
  let today: string | undefined
  return {
    input,
    zone,
    now,
    fiscalYearStart: input.fiscalYearStart ?? 1,
    today: () => (today ??= dateAt(now, zone)),
  }
}

function own<T>(object: { readonly [key: string]: T } | undefined, key: string): T | undefined {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined
}

/** The record at the end of the links in `path` (all but its last part). */
function follow(here: LinkedRow, path: readonly string[]): LinkedRow | null {
  let record: LinkedRow | null = here
  for (let i = 0; i < path.length - 1 && record !== null; i += 1)
    record = own<LinkedRow | null>(record.links, path[i] ?? '') ?? null
  return record
}

/** The value behind a path; own properties only, null for everything missing. */
export function readValue(here: LinkedRow, path: readonly string[], type: NodeType): Json {
  const record = path.length === 1 ? here : follow(here, path)
  return record === null ? null : canonicalValue(own(record.row, path[path.length - 1] ?? ''), type)
}

/** The child rows behind a path; none when anything is missing. */
export function readRows(here: LinkedRow, path: readonly string[]): readonly LinkedRow[] {
  const record = path.length === 1 ? here : follow(here, path)
  return record === null ? [] : (own(record.rows, path[path.length - 1] ?? '') ?? [])
}
