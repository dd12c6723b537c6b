import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { boolean } from '../boolean/field.ts'
import { date } from '../date/field.ts'
import { datetime } from '../datetime/field.ts'
import { decimal } from '../decimal/field.ts'
import type { FieldContext, FieldType } from '../define.ts'
import { integer } from '../integer/field.ts'
import { money } from '../money/field.ts'
import { percent } from '../percent/field.ts'
import { text } from '../text/field.ts'
import { choiceSetting, setting, textOf } from './settings.ts'

/** Types that a formula or roll-up can yield. */
export const resultTypes: readonly FieldType[] = [
  decimal,
  integer,
  money,
  percent,
  text,
  boolean,
  date,
  datetime,
]

const byName = new Map(resultTypes.map((type) => [type.type, type]))

/** The type of a computed field's values; decimal unless it says otherwise. */
export function resultOf(field: FieldDocument): FieldType {
  return byName.get(textOf(field, 'result') ?? '') ?? decimal
}

/** Settings for the result of a computed field; scale and currency mean what they mean for the result type. */
export const resultSettings: readonly FieldDocument[] = [
  choiceSetting(
    'result',
    { zh: '结果类型', en: 'Type of the result', default: 'decimal', required: true },
    resultTypes.map(({ type, label }) => [type, label.zh, label.en]),
  ),
  setting('scale', 'integer', { zh: '小数位数', en: 'Decimal places', settings: { min: 0, max: 8 } }),
  setting('currency', 'text', { zh: '币种', en: 'Currency', settings: { maxLength: 3 } }),
]

type ComputedParts = Pick<
  FieldType,
  | 'computed'
  | 'parse'
  | 'format'
  | 'toText'
  | 'fit'
  | 'compare'
  | 'resultType'
  | 'operators'
  | 'aggregates'
  | 'groupable'
  | 'samples'
  | 'jsonSchema'
>

const inner = (ctx: FieldContext): FieldType => resultOf(ctx.field)

const isNumber = (value: Json): boolean => decimal.parse(value, plainContext).ok

// Without the field the result type is unknown: numbers first by value, then the rest by code point, so that the order
// is total for any mixture.
function compareAny(a: Json, b: Json): number {
  if (a === null || b === null) return date.compare(a, b)
  const [x, y] = [isNumber(a), isNumber(b)]
  if (x !== y) return x ? -1 : 1
  return x ? decimal.compare(a, b) : date.compare(a, b)
}

const plainContext: FieldContext = {
  field: { key: 'x', label: '', type: 'decimal', settings: { scale: 8 } },
  locale: 'zh',
  timeZone: 'Asia/Shanghai',
}

/** The parts of a computed field that are those of its result type. */
export const computedParts: ComputedParts = {
  computed: true,
  parse: (input, ctx) => inner(ctx).parse(input, ctx),
  format: (value, ctx) => inner(ctx).format(value, ctx),
  toText: (value, ctx) => inner(ctx).toText(value, ctx),
  fit: (value, field) => resultOf(field).fit?.(value, field) ?? value,
  compare: (a, b, field) => (field === undefined ? compareAny(a, b) : resultOf(field).compare(a, b)),
  resultType: resultOf,
  operators: decimal.operators,
  aggregates: decimal.aggregates,
  groupable: true,
  samples: (field) => resultOf(field).samples(field),
  jsonSchema: (field) => ({ ...resultOf(field).jsonSchema(field), readOnly: true }),
}
