import type { Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { compareExact, parseExact } from '../shared/exact.ts'
import { numberOperators } from '../shared/operators.ts'
import { fail, ok, plain, quoted } from '../shared/results.ts'
import { setting, textOf } from '../shared/settings.ts'
import { orNull } from '../shared/wording.ts'
import { wordsOf } from '../shared/words.ts'

/** The highest mark; the lowest is 0. */
export const npsMost = 10

/** What the two ends of the scale say. */
export function npsAnchors(field: FieldDocument): { readonly low: Localized; readonly high: Localized } {
  const low = textOf(field, 'low')
  const high = textOf(field, 'high')
  return {
    low: low === undefined ? { zh: '完全不可能', en: 'Not at all likely' } : { zh: low, en: low },
    high: high === undefined ? { zh: '非常可能', en: 'Extremely likely' } : { zh: high, en: high },
  }
}

/** Which of the three groups of a net promoter score a mark belongs to. */
export function npsGroup(mark: number): 'detractor' | 'passive' | 'promoter' {
  return mark <= 6 ? 'detractor' : mark <= 8 ? 'passive' : 'promoter'
}

function parse(input: Json | undefined, field: FieldDocument): ParseResult {
  // `9分` and `9/10` are marks to people.
  const words = typeof input === 'string' ? plain(input).replace(/(?:分|\/10)$/u, '') : input
  const bounds = { ...field, settings: { min: 0, max: npsMost } }
  const read = parseExact(words, bounds, { whole: 4, scale: 8 })
  if (!read.ok || read.value === null) return read
  const mark = Number(read.value)
  return Number.isInteger(mark) ? ok(mark) : fail(errors.FIELD_WHOLE_NUMBER({ input: quoted(input) }))
}

/** How likely somebody is to recommend us, from 0 to 10. Promoters have 9 and 10, detractors 0 to 6. */
export const nps: FieldType = defineFieldType({
  type: 'nps',
  version: 1,
  label: { zh: 'NPS 推荐度', en: 'Promoter score (NPS)' },
  icon: 'gauge',
  group: 'choice',
  settings: [
    setting('low', 'text', { zh: '0 分表示', en: '0 means', settings: { maxLength: 40 } }),
    setting('high', 'text', { zh: '10 分表示', en: '10 means', settings: { maxLength: 40 } }),
  ],
  describe: () => ({ zh: '0 到 10 分的推荐度', en: 'a likelihood from 0 to 10' }),
  expressionType: () => ({ kind: 'number' }),
  column: () => ({ type: 'int4' }),
  parse: (input, ctx) => parse(input, ctx.field),
  format: wordsOf,
  toText: wordsOf,
  compare: compareExact,
  operators: numberOperators,
  aggregates: ['avg', 'min', 'max', 'sum', 'count', 'countDistinct'],
  groupable: true,
  samples: () => Array.from({ length: npsMost + 1 }, (_, mark) => mark),
  jsonSchema: () => orNull({ type: 'integer', minimum: 0, maximum: npsMost }),
})
