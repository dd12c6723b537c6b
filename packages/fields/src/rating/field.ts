import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { compareExact, parseExact } from '../shared/exact.ts'
import { numberOperators } from '../shared/operators.ts'
import { fail, ok, plain, quoted } from '../shared/results.ts'
import { setting, wholeOf } from '../shared/settings.ts'
import { orNull } from '../shared/wording.ts'
import { wordsOf } from '../shared/words.ts'

/** How many stars a field has. */
export function starsOf(field: FieldDocument): number {
  return wholeOf(field, 'stars', { fallback: 5, min: 3, max: 10 })
}

// `4星`, `4/5` and `★★★★☆` are ratings to people.
function bare(words: string, stars: number): string {
  const text = plain(words)
  const drawn = /^(★{1,10})(☆{0,9})$/u.exec(text)
  if (drawn !== null) return String(drawn[1]?.length ?? 0)
  return text.replace(new RegExp(`(?:颗?星|分|/${stars})$`, 'u'), '')
}

function parse(input: Json | undefined, field: FieldDocument): ParseResult {
  const max = starsOf(field)
  const plainField = { ...field, settings: { min: 1, max } }
  const read = parseExact(typeof input === 'string' ? bare(input, max) : input, plainField, {
    whole: 4,
    scale: 8,
  })
  if (!read.ok || read.value === null) return read
  const number = Number(read.value)
  return Number.isInteger(number) ? ok(number) : fail(errors.FIELD_WHOLE_NUMBER({ input: quoted(input) }))
}

/** A mark in stars, from one to as many as the field has. */
export const rating: FieldType = defineFieldType({
  type: 'rating',
  version: 1,
  label: { zh: '评分', en: 'Rating' },
  icon: 'star',
  group: 'choice',
  settings: [
    setting('stars', 'integer', {
      zh: '最多几星',
      en: 'Number of stars',
      default: 5,
      settings: { min: 3, max: 10 },
    }),
  ],
  describe: (settings) => {
    const stars = wordsOf(settings['stars']) || '5'
    return { zh: `${stars} 星评分`, en: `a rating of up to ${stars} stars` }
  },
  expressionType: () => ({ kind: 'number' }),
  column: () => ({ type: 'int4' }),
  parse: (input, ctx) => parse(input, ctx.field),
  format: (value, ctx) => {
    if (typeof value !== 'number') return ''
    return '★'.repeat(value) + '☆'.repeat(Math.max(0, starsOf(ctx.field) - value))
  },
  toText: wordsOf,
  compare: compareExact,
  operators: numberOperators,
  aggregates: ['avg', 'min', 'max', 'sum', 'count', 'countDistinct'],
  groupable: true,
  samples: (field) => Array.from({ length: starsOf(field) }, (_, index) => index + 1),
  defaults: { stars: 5 },
  jsonSchema: (field) => orNull({ type: 'integer', minimum: 1, maximum: starsOf(field) }),
})
