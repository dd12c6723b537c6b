import type { LocalizedText } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { ActionContext, RecordValues } from '@mortise/schema'
import { climb } from './climb.ts'

/** How a copy of child rows is written as a value: `{"$rows":"lines","fields":{"product":"product"}}`. */
type RowCopy = { readonly $rows: string; readonly fields: { readonly [target: string]: string } }

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRowCopy(value: unknown): value is RowCopy {
  return isObject(value) && typeof value['$rows'] === 'string' && isObject(value['fields'])
}

function copyRows(copy: RowCopy, ctx: ActionContext): Json {
  const pairs = Object.entries(copy.fields)
  return (ctx.record.rows?.[copy.$rows] ?? []).map(({ row }) =>
    Object.fromEntries(pairs.map(([target, source]) => [target, row[source] ?? null])),
  )
}

/**
 * Reads a value as designers write it:
 * - `$record.<path>`, `$user`, `$starter`: what the name stands for, `$record.<user field>.manager` that person's manager; `$ref:<name>` stays for the runtime;
 * - a text with `{{…}}` places is filled;
 * - `{"$rows":…,"fields":{…}}` copies the record's child rows;
 * - other objects and lists are expressions; plain values are themselves.
 */
export function readValue(value: unknown, ctx: ActionContext): Json {
  if (typeof value === 'string') return readText(value, ctx)
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  if (value === undefined) return null
  return isRowCopy(value) ? copyRows(value, ctx) : ctx.evaluate(value as Json)
}

function readText(value: string, ctx: ActionContext): Json {
  if (value === '$user') return ctx.user?.id ?? null
  if (value === '$starter') return ctx.starter ?? null
  if (value === '$record.id') return ctx.record.id
  if (value.startsWith('$record.')) return readPerson(value.slice('$record.'.length), ctx)
  if (value.includes('{{')) return ctx.fill(value)
  return value
}

/** The value of a path; after `.manager` that of the person's manager, one level up for each. */
function readPerson(path: string, ctx: ActionContext): Json {
  const at = path.indexOf('.manager')
  if (at < 0) return readPath(path, ctx)
  const id = readPath(path.slice(0, at), ctx)
  return typeof id === 'string' ? climb(id, path.slice(at), ctx) : null
}

/** Value of a field of the record, or of one behind a link (`account.level`). */
export function readPath(path: string, ctx: ActionContext): Json {
  return path.includes('.') ? ctx.evaluate({ var: path }) : (ctx.record.values[path] ?? null)
}

/** Reads a map of field key to value. */
export function readValues(values: unknown, ctx: ActionContext): RecordValues {
  if (!isObject(values)) return {}
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, readValue(value, ctx)]))
}

/**
 * Puts the record's values into a condition about other records, where it names them `record.<path>`: what is left can
 * be asked of the database.
 */
export function bindRecord(condition: Expression, ctx: ActionContext): Expression {
  if (Array.isArray(condition)) return (condition as readonly Expression[]).map((one) => bindRecord(one, ctx))
  if (typeof condition !== 'object' || condition === null) return condition
  const path = 'var' in condition ? condition['var'] : undefined
  if (typeof path === 'string' && path.startsWith('record.'))
    return readPath(path.slice('record.'.length), ctx)
  return Object.fromEntries(Object.entries(condition).map(([key, one]) => [key, bindRecord(one, ctx)]))
}

/** Keys of a map of values; what an action writes. */
export function valueKeys(values: unknown): readonly string[] {
  return isObject(values) ? Object.keys(values) : []
}

/** A text setting, or undefined when it is absent or empty. */
export function textSetting(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A text setting that may stand in several languages, or undefined when it is absent or empty. */
export function localizedSetting(value: unknown): LocalizedText | undefined {
  if (!isObject(value)) return textSetting(value)
  const { zh, en } = value
  if (typeof zh !== 'string' || zh === '') return textSetting(en)
  return typeof en === 'string' && en !== '' ? { zh, en } : { zh }
}

/** A text with the places of its fields filled in, in each of its languages. */
export function filled(text: LocalizedText, ctx: Pick<ActionContext, 'fill'>): LocalizedText {
  if (typeof text === 'string') return ctx.fill(text)
  const { zh, en } = text
  return {
    ...(zh === undefined ? {} : { zh: ctx.fill(zh) }),
    ...(en === undefined ? {} : { en: ctx.fill(en) }),
  }
}

/** Reads a setting that may be one text or a list of texts. */
export function textList(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
