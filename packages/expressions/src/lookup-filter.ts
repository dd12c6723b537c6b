import { parseDate } from './civil.ts'
import { canonicalDecimal } from './decimal.ts'
import { readValue } from './frame.ts'
import { recordName } from './lookup-plan.ts'
import type { NodeType } from './node.ts'
import type { Environment } from './operator.ts'
import type { Expression, Json, LinkedRow } from './types.ts'
import { canonicalTime } from './time-values.ts'
import { userValue } from './user-value.ts'
import { formatInstant, parseInstant } from './zone.ts'

/** What stands in for names: the record at hand, the request, and the type of each of the record's paths. */
export type Binding = {
  readonly here: LinkedRow
  readonly env: Environment
  readonly typeAt: (path: readonly string[]) => NodeType
}

/**
 * The filter of a lookup with values in place of `record.…`, of the acting person and of the time: what is left speaks
 * of the looked-for entity alone, so that it can be sent away, and two records that ask the same ask it once.
 */
export function boundFilter(filter: Expression, binding: Binding): Expression {
  if (typeof filter !== 'object' || filter === null) return filter
  if (Array.isArray(filter)) return (filter as readonly Json[]).map((item) => boundFilter(item, binding))
  const [entry] = Object.entries(filter)
  if (entry === undefined) return filter
  const [name, given] = entry
  const [first, ...rest] = Array.isArray(given) ? (given as readonly Json[]) : [given]
  if (name === 'user' && typeof first === 'string') return userValue(binding.env.input.user, first.split('.'))
  if (name === 'today') return written(binding.env.today())
  if (name === 'now') return written(formatInstant(binding.env.now))
  if (name === 'var' && typeof first === 'string' && first.startsWith(`${recordName}.`)) {
    const path = first.split('.').slice(1)
    const type = binding.typeAt(path)
    const value = valueLiteral(readValue(binding.here, path, type), type)
    return value === null && rest.length > 0 ? (rest[0] ?? null) : value
  }
  const bound = boundFilter(given, binding)
  return name === '??' && Array.isArray(bound) ? firstKnown(bound as readonly Json[]) : { [name]: bound }
}

/**
 * What is left of a choice of the first value there is, once some of it is known. A known value stands by itself: an id
 * inside would be read as a text.
 */
function firstKnown(parts: readonly Json[]): Expression {
  const left = parts.filter((part) => part !== null)
  const [first = null] = left
  return typeof first !== 'object' || left.length < 2 ? first : { '??': left }
}

/** A date, datetime or time that keeps its type wherever it stands; a bare text would be one where texts fit. */
function written(value: string | null): Expression {
  return value === null ? null : { min: [value] }
}

const timely: ReadonlySet<string> = new Set(['date', 'datetime', 'time'])

/** The type of a value by its form, where no scope tells it. */
function formOf(value: string): NodeType['kind'] {
  if (parseDate(value) || parseInstant(value) !== undefined || canonicalTime(value) === value) return 'date'
  return canonicalDecimal(value) === value ? 'number' : 'text'
}

/**
 * A value of a record written out as an expression of the same type wherever it stands: dates keep being dates, and
 * decimals too long for a JSON number become a sum of several.
 */
export function valueLiteral(value: Json, type: NodeType): Expression {
  if (typeof value !== 'string') return value
  const kind = type.kind === 'unknown' ? formOf(value) : type.kind
  if (timely.has(kind)) return written(value)
  if (kind !== 'number' && kind !== 'duration') return value
  const number = Number(value)
  return canonicalDecimal(number) === value ? number : { '+': [...digitGroups(value)] }
}

function digitGroups(text: string): readonly number[] {
  const sign = text.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const digits = `${whole}${fraction}`
  const groups: number[] = []
  for (let at = 0; at < digits.length; at += 15) {
    const part = digits.slice(at, at + 15)
    groups.push(Number(`${sign}${part}e${whole.length - at - part.length}`))
  }
  return groups
}
