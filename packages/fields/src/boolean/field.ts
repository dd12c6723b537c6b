import type { Json } from '@mortise/expressions'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { booleanOperators } from '../shared/operators.ts'
import { nullsLast } from '../shared/order.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { sentence } from '../shared/settings.ts'
import { orNull } from '../shared/wording.ts'

const yes = new Set(['是', '对', '有', '真', '√', '✓', 'y', 'yes', 'true', 't', '1', 'on'])
const no = new Set(['否', '不', '不是', '无', '假', '×', 'n', 'no', 'false', 'f', '0', 'off'])

function parse(input: Json | undefined): ParseResult {
  if (isEmpty(input)) return empty
  if (typeof input === 'boolean') return ok(input)
  const word = typeof input === 'object' ? '' : plain(String(input)).toLowerCase()
  if (word === '' && typeof input === 'string') return empty
  if (yes.has(word)) return ok(true)
  return no.has(word) ? ok(false) : fail(errors.FIELD_BOOLEAN({ input: quoted(input) }))
}

const words = { zh: ['否', '是'], en: ['No', 'Yes'] } as const

/** Yes or no. */
export const boolean: FieldType = defineFieldType({
  type: 'boolean',
  version: 1,
  label: { zh: '是否', en: 'Yes or no' },
  icon: 'toggle-left',
  group: 'choice',
  settings: [],
  describe: sentence('是或否', 'yes or no'),
  expressionType: () => ({ kind: 'boolean' }),
  column: () => ({ type: 'bool' }),
  parse,
  quick: () => (word) => (yes.has(word) ? true : no.has(word) ? false : undefined),
  format: (value, ctx) => (value === null ? '' : words[ctx.locale][Number(value === true) as 0 | 1]),
  toText: (value, ctx) => (value === null ? '' : words[ctx.locale][Number(value === true) as 0 | 1]),
  compare: nullsLast((a, b) => Number(a) - Number(b)),
  operators: booleanOperators,
  aggregates: ['count'],
  groupable: true,
  samples: () => [true, false],
  jsonSchema: () => orNull({ type: 'boolean' }),
})
