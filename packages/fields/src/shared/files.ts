import { listed } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { errors } from '../errors.ts'
import type { AttachedFile, FieldContext, FieldType, ParseResult } from '../define.ts'
import { emptyOperators } from './operators.ts'
import { compareJson } from './order.ts'
import { empty, fail, isEmpty, ok } from './results.ts'
import { jsonFromText, jsonText } from './rows.ts'
import { numberOf, setting, textOf, wholeOf } from './settings.ts'

/** A stored file in its canonical shape; undefined when it is none. Unknown properties are dropped. */
function fileOf(value: Json): AttachedFile | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { id, name, size, type } = value as { readonly [key: string]: Json }
  if (typeof id !== 'string' || !/^[\w-]{1,100}$/u.test(id)) return undefined
  if (typeof name !== 'string' || name === '' || name.length > 255 || !name.isWellFormed()) return undefined
  if (name.includes('\u0000') || typeof type !== 'string' || type.length > 120) return undefined
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined
  return { id, name, size, type }
}

/** Whether a file fits an accept list such as `image/*,.pdf`; an empty list takes everything. */
export function accepts(
  accept: string | undefined,
  file: { readonly name: string; readonly type: string },
): boolean {
  const entries = (accept ?? '')
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  const [name, type] = [file.name.toLowerCase(), file.type.toLowerCase()]
  return (
    entries.length === 0 ||
    entries.some((entry) => {
      if (entry.startsWith('.')) return name.endsWith(entry)
      return entry.endsWith('/*') ? type.startsWith(entry.slice(0, -1)) : type === entry
    })
  )
}

function parse(
  input: Json | undefined,
  field: FieldDocument,
  acceptDefault: string | undefined,
): ParseResult {
  if (isEmpty(input)) return empty
  const list = jsonFromText(input)
  if (!Array.isArray(list)) return fail(errors.FIELD_FILES())
  const files = list.map(fileOf)
  if (!files.every((file) => file !== undefined)) return fail(errors.FIELD_FILES())
  return firstFault(files, field, acceptDefault) ?? (files.length === 0 ? empty : ok(files))
}

function firstFault(
  files: readonly AttachedFile[],
  field: FieldDocument,
  acceptDefault: string | undefined,
): ParseResult | undefined {
  const max = wholeOf(field, 'maxCount', { fallback: 20, min: 1, max: 100 })
  if (files.length > max) return fail(errors.FIELD_FILE_COUNT({ max }))
  const accept = textOf(field, 'accept') ?? acceptDefault
  const megabytes = numberOf(field, 'maxSize') ?? 50
  for (const file of files) {
    if (!accepts(accept, file)) return fail(errors.FIELD_FILE_TYPE({ name: file.name, accept }))
    if (file.size > megabytes * 1_048_576)
      return fail(errors.FIELD_FILE_SIZE({ name: file.name, max: megabytes }))
  }
  return undefined
}

function names(value: Json, ctx: FieldContext): string {
  const list: readonly Json[] = Array.isArray(value) ? value : []
  return listed(
    list.map((file) => fileOf(file)?.name ?? ''),
    ctx.locale,
  )
}

/** Settings of file fields. */
export function fileSettings(accept: string): readonly FieldDocument[] {
  return [
    setting('maxCount', 'integer', {
      zh: '最多个数',
      en: 'Most files',
      default: 20,
      settings: { min: 1, max: 100 },
    }),
    setting('maxSize', 'integer', {
      zh: '单个大小上限（MB）',
      en: 'Largest file (MB)',
      default: 50,
      settings: { min: 1, max: 2048 },
    }),
    setting('accept', 'text', {
      zh: '接受的类型',
      en: 'Accepted types',
      help: { zh: '例如 image/*,.pdf', en: 'Such as image/*,.pdf' },
      ...(accept === '' ? {} : { default: accept }),
    }),
  ]
}

type FileParts = Pick<
  FieldType,
  | 'expressionType'
  | 'column'
  | 'parse'
  | 'files'
  | 'attached'
  | 'format'
  | 'toText'
  | 'compare'
  | 'operators'
  | 'aggregates'
  | 'groupable'
  | 'samples'
  | 'jsonSchema'
>

/** The parts that files and images share; `accept` is what is taken when the field does not say. */
export function fileParts(accept?: string): FileParts {
  const sample =
    accept === undefined
      ? { name: '合同 "终稿", v2.pdf', type: 'application/pdf' }
      : { name: 'a,b.png', type: 'image/png' }
  const file = (id: string): Json => ({ id, name: sample.name, size: 1024, type: sample.type })
  return {
    expressionType: () => ({ kind: 'json' }),
    column: () => ({ type: 'jsonb' }),
    parse: (input, ctx) => parse(input, ctx.field, accept),
    format: names,
    files: (value) => (Array.isArray(value) ? value : []).flatMap((one: Json) => fileOf(one)?.id ?? []),
    attached: (value) => (Array.isArray(value) ? value : []).flatMap((one: Json) => fileOf(one) ?? []),
    toText: jsonText,
    compare: compareJson,
    operators: emptyOperators,
    aggregates: ['count'],
    groupable: false,
    samples: (field) =>
      [[file('f1')], [file('018f3c5e-7a10-7000-8000-000000000001'), file('f2')]].filter(
        (value) => parse(value, field, accept).ok,
      ),
    jsonSchema: () => ({
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['id', 'name', 'size', 'type'],
        properties: {
          id: { type: 'string' },
          name: { type: 'string' },
          size: { type: 'integer' },
          type: { type: 'string' },
        },
      },
    }),
  }
}
