import type { FieldDocument } from '@mortise/schema'
import { quickExact } from '../shared/quick.ts'
import { defineFieldType, type FieldType } from '../define.ts'
import { grouped } from '../shared/decimal.ts'
import {
  allowedSamples,
  boundSettings,
  compareExact,
  exactColumn,
  fitExact,
  parseExact,
  scaleSetting,
  type ExactLimits,
} from '../shared/exact.ts'
import { numberOperators } from '../shared/operators.ts'
import { sentence, setting, textOf, wholeOf } from '../shared/settings.ts'
import { asItIs } from '../shared/wording.ts'
import { wordsOf } from '../shared/words.ts'

const limitsOf = (field: FieldDocument): ExactLimits => ({
  whole: 16,
  scale: wholeOf(field, 'scale', { fallback: 4, min: 0, max: 8 }),
})

/** A number with decimals, exact: never a floating point number. */
export const decimal: FieldType = defineFieldType({
  type: 'decimal',
  version: 1,
  label: { zh: '小数', en: 'Decimal' },
  icon: 'decimals-arrow-right',
  group: 'number',
  settings: [
    scaleSetting(4),
    ...boundSettings,
    setting('unit', 'text', { zh: '单位', en: 'Unit', settings: { maxLength: 20 } }),
  ],
  describe: sentence('带小数的数字', 'a number with decimals'),
  expressionType: () => ({ kind: 'number' }),
  column: (field) => exactColumn(limitsOf(field)),
  parse: (input, ctx) => parseExact(input, ctx.field, limitsOf(ctx.field)),
  quick: (field) => quickExact(field, limitsOf(field).scale),
  format: (value, ctx) => {
    if (value === null) return ''
    const unit = textOf(ctx.field, 'unit')
    return `${grouped(wordsOf(value), 0)}${unit === undefined ? '' : ` ${unit}`}`
  },
  toText: asItIs.toText,
  fit: (value, field) => fitExact(value, limitsOf(field).scale),
  compare: compareExact,
  operators: numberOperators,
  aggregates: ['sum', 'avg', 'min', 'max', 'count', 'countDistinct'],
  groupable: false,
  samples: (field) =>
    allowedSamples(
      ['0', '1', '-1', '0.1', '-0.0001', '3.1416', '9999999999999999', '0.3'],
      field,
      limitsOf(field),
    ),
  defaults: { scale: 2 },
  jsonSchema: () => ({ type: ['string', 'number', 'null'], format: 'decimal' }),
})
