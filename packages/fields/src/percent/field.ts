import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType } from '../define.ts'
import { grouped, shift } from '../shared/decimal.ts'
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
import { sentence, wholeOf } from '../shared/settings.ts'
import { wordsOf } from '../shared/words.ts'

// `scale` counts places of the shown percentage; the stored fraction has two more.
const limitsOf = (field: FieldDocument): ExactLimits => ({
  whole: 10,
  scale: wholeOf(field, 'scale', { fallback: 2, min: 0, max: 8 }) + 2,
})

/** A share: `0.15` is 15 %. People write `15%`; a bare `0.15` is the fraction itself, nothing is guessed. */
export const percent: FieldType = defineFieldType({
  type: 'percent',
  version: 1,
  label: { zh: '百分比', en: 'Percent' },
  icon: 'percent',
  group: 'number',
  settings: [scaleSetting(2), ...boundSettings],
  describe: sentence('百分比', 'a percentage'),
  expressionType: () => ({ kind: 'number' }),
  column: (field) => exactColumn(limitsOf(field)),
  parse: (input, ctx) => parseExact(input, ctx.field, limitsOf(ctx.field)),
  format: (value) => (value === null ? '' : `${grouped(shift(wordsOf(value), 2), 0)}%`),
  toText: (value) => (value === null ? '' : `${shift(wordsOf(value), 2)}%`),
  fit: (value, field) => fitExact(value, limitsOf(field).scale),
  compare: compareExact,
  operators: numberOperators,
  aggregates: ['avg', 'min', 'max', 'count', 'countDistinct'],
  groupable: true,
  samples: (field) =>
    allowedSamples(['0', '0.15', '1', '-0.05', '0.0001', '12.5', '0.3333'], field, limitsOf(field)),
  jsonSchema: () => ({ type: ['string', 'number', 'null'], format: 'decimal', description: '0.15 = 15 %' }),
})
