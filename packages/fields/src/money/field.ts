import { chineseAmount, type Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldContext, type FieldType } from '../define.ts'
import { grouped, scaleOf } from '../shared/decimal.ts'
import { quickExact } from '../shared/quick.ts'
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
import { choiceSetting, textOf, wholeOf } from '../shared/settings.ts'
import { asItIs } from '../shared/wording.ts'
import { worded, wordsOf } from '../shared/words.ts'

const currencies: readonly (readonly [string, string, string])[] = [
  ['CNY', '人民币 ¥', 'Chinese yuan ¥'],
  ['USD', '美元 $', 'US dollar $'],
  ['EUR', '欧元 €', 'Euro €'],
  ['GBP', '英镑 £', 'Pound £'],
  ['JPY', '日元', 'Japanese yen'],
  ['HKD', '港元', 'Hong Kong dollar'],
]
const symbols: { readonly [currency: string]: string } = {
  CNY: '¥',
  USD: '$',
  EUR: '€',
  GBP: '£',
  JPY: 'JP¥',
  HKD: 'HK$',
}

const scaleOfField = (field: FieldDocument): number =>
  wholeOf(field, 'scale', { fallback: 2, min: 0, max: 8 })
const limitsOf = (field: FieldDocument): ExactLimits => ({ whole: 16, scale: scaleOfField(field) })
const currencyOf = (settings: FieldDocument['settings']): string => worded(settings, 'currency', 'CNY')

function figures(value: Json, field: FieldDocument): string {
  const amount = grouped(wordsOf(value), scaleOfField(field))
  const currency = textOf(field, 'currency') ?? 'CNY'
  const symbol = symbols[currency] ?? `${currency} `
  return amount.startsWith('-') ? `-${symbol}${amount.slice(1)}` : `${symbol}${amount}`
}

// Capitals end at the fen; an amount finer than that, or too large for them, is shown in figures alone.
function format(value: Json, ctx: FieldContext): string {
  if (value === null) return ''
  const writing = textOf(ctx.field, 'words') ?? 'figures'
  const inFigures = figures(value, ctx.field)
  const exact = (typeof value === 'string' || typeof value === 'number') && scaleOf(wordsOf(value)) <= 2
  const inCapitals = writing === 'figures' || !exact ? null : chineseAmount(value)
  if (inCapitals === null) return inFigures
  return writing === 'capitals' ? inCapitals : `${inFigures}（${inCapitals}）`
}

/** An amount of money in one currency, exact: `numeric(18,2)` unless the field says otherwise. */
export const money: FieldType = defineFieldType({
  type: 'money',
  version: 1,
  label: { zh: '金额', en: 'Money' },
  icon: 'banknote',
  group: 'number',
  settings: [
    choiceSetting('currency', { zh: '币种', en: 'Currency', default: 'CNY' }, currencies),
    scaleSetting(2),
    choiceSetting('words', { zh: '写法', en: 'Written', default: 'figures' }, [
      ['figures', '数字', 'In figures'],
      ['capitals', '大写', 'In Chinese capitals'],
      ['both', '数字和大写', 'Both'],
    ]),
    ...boundSettings,
  ],
  describe: (settings) => ({ zh: `金额（${currencyOf(settings)}）`, en: `money in ${currencyOf(settings)}` }),
  expressionType: () => ({ kind: 'number' }),
  column: (field) => exactColumn(limitsOf(field)),
  parse: (input, ctx) => parseExact(input, ctx.field, limitsOf(ctx.field)),
  quick: (field) => quickExact(field, scaleOfField(field)),
  format,
  toText: asItIs.toText,
  fit: (value, field) => fitExact(value, scaleOfField(field)),
  compare: compareExact,
  operators: numberOperators,
  aggregates: ['sum', 'avg', 'min', 'max', 'count', 'countDistinct'],
  groupable: false,
  samples: (field) =>
    allowedSamples(
      ['0', '0.01', '-0.01', '1234.56', '50000', '9999999999999999.99', '-1680.32'],
      field,
      limitsOf(field),
    ),
  defaults: { currency: 'CNY', scale: 2 },
  jsonSchema: () => ({ type: ['string', 'number', 'null'], format: 'decimal' }),
})
