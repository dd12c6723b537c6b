import type { Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { textOperators } from '../shared/operators.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { choiceSetting, textOf } from '../shared/settings.ts'
import { code } from '../shared/wording.ts'
import { worded } from '../shared/words.ts'
import { isCreditCode, residentFacts } from './check.ts'

type Kind = {
  readonly name: Localized
  readonly valid: (number: string) => boolean
  /** In groups, as people read it aloud. */
  readonly grouped: (number: string) => string
  readonly samples: readonly string[]
}

const asGiven = (number: string): string => number

const kinds: { readonly [kind: string]: Kind } = {
  resident: {
    name: { zh: '居民身份证号', en: 'resident identity number' },
    valid: (number) => residentFacts(number) !== undefined,
    grouped: (number) => `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`,
    samples: ['11010519491231002X', '110105194912310011', '44030119900307004X', '320106199912311013'],
  },
  credit_code: {
    name: { zh: '统一社会信用代码', en: 'unified social credit code' },
    valid: isCreditCode,
    grouped: asGiven,
    samples: ['91350100M000100Y43', '91110000600037341L'],
  },
  passport: {
    name: { zh: '护照号', en: 'passport number' },
    valid: (number) => /^[A-Z0-9]{6,12}$/u.test(number) && /\d/u.test(number),
    grouped: asGiven,
    samples: ['E12345678', 'G58200001', '123456789'],
  },
  permit: {
    name: { zh: '通行证号', en: 'travel permit number' },
    valid: (number) => /^(?:[HMC]?\d{8}(?:\d{2})?|[A-Z]{1,2}\d{7,8})$/u.test(number),
    grouped: asGiven,
    samples: ['H12345678', 'C01234567', '01234567'],
  },
}

const resident = kinds['resident'] as Kind
const kindOf = (field: FieldDocument): Kind => kinds[textOf(field, 'kind') ?? 'resident'] ?? resident

function parse(input: Json | undefined, field: FieldDocument): ParseResult {
  if (isEmpty(input)) return empty
  const words = typeof input === 'string' || typeof input === 'number' ? plain(String(input)) : undefined
  if (words === '') return empty
  const kind = kindOf(field)
  const number = words === undefined || words.length > 60 ? '' : words.replace(/[\s-]/gu, '').toUpperCase()
  return kind.valid(number)
    ? ok(number)
    : fail(errors.FIELD_ID_NUMBER({ input: quoted(input), nameZh: kind.name.zh, nameEn: kind.name.en }))
}

/** The number of a document: a person's identity card, a company's credit code, a passport. Checked by its check digit. */
export const idNumber: FieldType = defineFieldType({
  type: 'id_number',
  version: 1,
  label: { zh: '证件号码', en: 'Id number' },
  icon: 'scan-line',
  group: 'contact',
  settings: [
    choiceSetting('kind', { zh: '证件类型', en: 'Kind of document', default: 'resident' }, [
      ['resident', '居民身份证', 'Resident identity card'],
      ['credit_code', '统一社会信用代码', 'Unified social credit code'],
      ['passport', '护照', 'Passport'],
      ['permit', '港澳台通行证', 'Travel permit'],
    ]),
  ],
  describe: (settings) => (kinds[worded(settings, 'kind', 'resident')] ?? resident).name,
  ...code,
  column: () => ({ type: 'text', collation: 'C' }),
  parse: (input, ctx) => parse(input, ctx.field),
  format: (value, ctx) => (typeof value === 'string' ? kindOf(ctx.field).grouped(value) : ''),
  disguise: () => null,
  operators: textOperators,
  aggregates: ['count', 'countDistinct'],
  groupable: false,
  samples: (field) => kindOf(field).samples.filter((one) => parse(one, field).ok),
  defaults: { kind: 'resident' },
  jsonSchema: () => ({ type: ['string', 'null'] }),
})
