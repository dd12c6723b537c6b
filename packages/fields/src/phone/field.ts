import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { textOperators } from '../shared/operators.ts'
import { asWritten } from '../shared/quick.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { choiceSetting, sentence, textOf } from '../shared/settings.ts'
import { code } from '../shared/wording.ts'

const mobile = /^1[3-9]\d{9}$/u
// Area codes have three digits for 010 and 02x, four elsewhere; numbers have seven or eight.
const landline = /^(0(?:10|2\d|[3-9]\d{2}))-?(\d{7,8})(?:(?:-|转|ext\.?|x|#)(\d{1,6}))?$/iu
const service = /^(?:400|800)\d{7}$/u
const foreign = /^\+(?!86)[1-9]\d{6,14}$/u

/**
 * The canonical form of a telephone number: `13812345678`, `010-62345678`, `0571-88889999-801`, `4008123123`,
 * `+14155550100`. Undefined when it is none.
 */
export function canonicalPhone(input: string): string | undefined {
  const words = plain(input).replace(/[\s()·._]|[\u2010-\u2015](?=\d)/gu, (sign) =>
    /[\u2010-\u2015]/u.test(sign) ? '-' : '',
  )
  const home = words.replace(/^(?:\+|00)86-?/u, '')
  const digits = home.replaceAll('-', '')
  const local = /^86(1[3-9]\d{9})$/u.exec(digits)?.[1] ?? digits
  if (mobile.test(local)) return local
  if (service.test(digits)) return digits
  const fixed =
    landline.exec(home) ?? (home === words ? null : landline.exec(`0${home}`)) ?? landline.exec(digits)
  if (fixed !== null) return `${fixed[1]}-${fixed[2]}${fixed[3] === undefined ? '' : `-${fixed[3]}`}`
  const abroad = words.replace(/^00/u, '+').replaceAll('-', '')
  return foreign.test(abroad) ? abroad : undefined
}

function parse(input: Json | undefined, field: FieldDocument): ParseResult {
  if (isEmpty(input)) return empty
  const words = typeof input === 'string' || typeof input === 'number' ? String(input) : undefined
  if (words?.trim() === '') return empty
  const phone = words === undefined || words.length > 60 ? undefined : canonicalPhone(words)
  const fits = phone !== undefined && (textOf(field, 'kind') !== 'mobile' || mobile.test(phone))
  return fits ? ok(phone) : fail(errors.FIELD_PHONE({ input: quoted(input) }))
}

/** A telephone number, mobile or land line, in one canonical form so that equal numbers are equal texts. */
export const phone: FieldType = defineFieldType({
  type: 'phone',
  version: 1,
  label: { zh: '电话', en: 'Phone' },
  icon: 'phone',
  group: 'contact',
  settings: [
    choiceSetting('kind', { zh: '号码类型', en: 'Kind of number', default: 'any' }, [
      ['any', '手机或座机', 'Mobile or land line'],
      ['mobile', '仅手机', 'Mobile only'],
    ]),
  ],
  describe: sentence('电话号码', 'a telephone number'),
  ...code,
  column: () => ({ type: 'text', collation: 'C' }),
  parse: (input, ctx) => parse(input, ctx.field),
  quick: () => asWritten(mobile, 11),
  format: (value) =>
    typeof value === 'string' ? value.replace(/^(1\d{2})(\d{4})(\d{4})$/u, '$1 $2 $3') : '',
  disguise: (_value, roll) => `199${String(roll(100_000_000)).padStart(8, '0')}`,
  operators: textOperators,
  aggregates: ['count', 'countDistinct'],
  groupable: false,
  samples: (field) =>
    ['13812345678', '19900000000', '010-62345678', '0571-88889999-801', '4008123123', '+14155550100'].filter(
      (one) => parse(one, field).ok,
    ),
  jsonSchema: () => ({ type: ['string', 'null'], description: '13812345678, 010-62345678' }),
})
