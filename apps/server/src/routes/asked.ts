import { type Expression, language } from '@mortise/expressions'
import type { RecordQuery } from '@mortise/schema'
import { errors } from '../errors.ts'
import { isTooDeep, tooDeep } from '../nesting.ts'

/** A query as it stands in an address: all text. */
export type QueryText = { readonly [name: string]: string | undefined }

/** Reads a condition: JSON, or the text form people write. */
export function readFilter(text: string | undefined): Expression | undefined {
  if (text === undefined || text.trim() === '') return undefined
  if (text.trimStart().startsWith('{')) {
    const given = jsonIn(text)
    if (isTooDeep(given)) throw errors.REQUEST_INVALID({ why: `filter: ${tooDeep}` })
    return given
  }
  const parsed = language.parse(text)
  if (!parsed.ok) throw errors.REQUEST_INVALID({ why: `filter: ${text}` })
  return parsed.expression
}

function jsonIn(text: string): Expression {
  try {
    return JSON.parse(text) as Expression
  } catch {
    throw errors.REQUEST_INVALID({ why: 'filter' })
  }
}

/** The form that a record was filled in with, by its key. */
export function formAsked(form: unknown): { readonly form?: string } {
  if (form === undefined || form === '') return {}
  if (typeof form !== 'string') throw errors.REQUEST_INVALID({ why: 'form' })
  return { form }
}

/** People picked for steps, by the step. */
export function picksAsked(given: unknown): {
  readonly picks?: { readonly [node: string]: readonly string[] }
} {
  if (given === undefined || given === null) return {}
  const picks = Object.entries(readObject(given)).map(([node, people]) => {
    if (!Array.isArray(people)) throw errors.REQUEST_INVALID({ why: 'picks' })
    return [node, people.map(String)] as const
  })
  return { picks: Object.fromEntries(picks) }
}

/** Reads `-created_at,name`. */
export function readSort(text: string | undefined): RecordQuery['sort'] {
  if (text === undefined || text === '') return undefined
  return text.split(',').map((one) => {
    const field = one.trim()
    return field.startsWith('-') ? { field: field.slice(1), dir: 'desc' } : { field, dir: 'asc' }
  })
}

/** Reads `a,b.c`; undefined when nothing is said. */
export function readList(text: string | undefined): readonly string[] | undefined {
  const list = text
    ?.split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
  return list === undefined || list.length === 0 ? undefined : list
}

/** Reads a number within bounds, or the given one. */
export function readNumber(
  text: string | undefined,
  given: { readonly name: string; readonly standard: number; readonly max: number },
): number {
  if (text === undefined || text === '') return given.standard
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > given.max)
    throw errors.REQUEST_INVALID({ why: `${given.name} 1–${given.max}` })
  return number
}

const countModes = new Set(['none', 'exact', 'estimate'])

/** Drops what is undefined, so that optional parts stay absent. */
export function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}

/** A list query out of an address; `fields` stays open when none are named. */
export function readQuery(query: QueryText): Partial<Omit<RecordQuery, 'entity'>> {
  const count = query['count']
  if (count !== undefined && !countModes.has(count)) throw errors.REQUEST_INVALID({ why: 'count' })
  return present({
    filter: readFilter(query['filter']),
    sort: readSort(query['sort']),
    fields: readList(query['fields']),
    limit:
      query['limit'] === undefined
        ? undefined
        : readNumber(query['limit'], { name: 'limit', standard: 50, max: 500 }),
    cursor: query['cursor'],
    count: count as RecordQuery['count'],
    search: query['search'] ?? query['q'],
    deleted: query['deleted'] === undefined ? undefined : query['deleted'] === 'true',
  })
}

/** A JSON body that must be an object. */
export function readObject(body: unknown): { readonly [key: string]: unknown } {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw errors.REQUEST_INVALID({ why: 'JSON object expected' })
  return body as { readonly [key: string]: unknown }
}

/** A text of a body; undefined when absent. */
export function textOf(body: { readonly [key: string]: unknown }, key: string): string | undefined {
  const value = body[key]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw errors.REQUEST_INVALID({ why: key })
  return value
}

/** A text of a body that has to be there. */
export function neededText(body: { readonly [key: string]: unknown }, key: string): string {
  const value = textOf(body, key)
  if (value === undefined || value === '') throw errors.REQUEST_INVALID({ why: `${key} ?` })
  return value
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether something is the id of a record. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && uuid.test(value)
}
