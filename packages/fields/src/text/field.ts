import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { textOperators } from '../shared/operators.ts'
import { compareNames } from '../shared/order.ts'
import { hostileTexts, parseProse } from '../shared/prose.ts'
import { quickProse } from '../shared/quick.ts'
import { empty, fail, ok } from '../shared/results.ts'
import { choiceSetting, sentence, setting, textOf, wholeOf } from '../shared/settings.ts'
import { sameForm } from '../shared/stand-in.ts'
import { asItIs, orNull } from '../shared/wording.ts'
import { wholeMatch } from './pattern.ts'

const maxOf = (field: FieldDocument): number =>
  wholeOf(field, 'maxLength', { fallback: 500, min: 1, max: 4000 })

const normalisers: { readonly [name: string]: (words: string) => string } = {
  trim: (words) => words.trim(),
  nfkc: (words) => words.normalize('NFKC').trim(),
}

function parse(input: Json | undefined, field: FieldDocument): ParseResult {
  const read = parseProse(input, maxOf(field))
  if (!read.ok || typeof read.value !== 'string') return read
  const words = normalisers[textOf(field, 'normalise') ?? '']?.(read.value) ?? read.value
  if (words === '') return empty
  const pattern = textOf(field, 'pattern')
  if (pattern !== undefined && !wholeMatch(pattern, words)) return fail(errors.FIELD_PATTERN({ pattern }))
  return ok(words)
}

/** One line of text, kept byte for byte. */
export const text: FieldType = defineFieldType({
  type: 'text',
  version: 1,
  label: { zh: '单行文本', en: 'Text' },
  icon: 'type',
  group: 'basic',
  settings: [
    setting('maxLength', 'integer', {
      zh: '最多字数',
      en: 'Most characters',
      default: 500,
      settings: { min: 1, max: 4000 },
    }),
    setting('pattern', 'text', {
      zh: '格式（正则表达式）',
      en: 'Form (regular expression)',
      help: { zh: '整个内容都要符合', en: 'The whole text must match' },
      settings: { maxLength: 500 },
    }),
    choiceSetting('normalise', { zh: '保存前整理', en: 'Tidy before saving', default: 'none' }, [
      ['none', '保持原样', 'Keep as it is'],
      ['trim', '去掉首尾空格', 'Trim blanks'],
      ['nfkc', '全角转半角并去空格', 'Full width to half width, trim'],
    ]),
  ],
  describe: sentence('一行文字', 'one line of text'),
  expressionType: () => ({ kind: 'text' }),
  column: () => ({ type: 'text', collation: 'zh' }),
  parse: (input, ctx) => parse(input, ctx.field),
  quick: (field) =>
    textOf(field, 'pattern') === undefined && textOf(field, 'normalise') !== 'nfkc'
      ? quickProse(maxOf(field))
      : () => undefined,
  ...asItIs,
  compare: compareNames,
  standIn: (value, { field, roll }) => {
    const words = [`样例${roll(1_000_000_000)}`, sameForm(String(value), roll)]
    return words.find((one) => parse(one, field).ok) ?? null
  },
  operators: textOperators,
  aggregates: ['count', 'countDistinct'],
  groupable: true,
  samples: (field) => hostileTexts(field, maxOf(field)).flatMap((words) => canonicalOf(words, field)),
  defaults: {},
  jsonSchema: (field) => orNull({ type: 'string', maxLength: maxOf(field) }),
})

function canonicalOf(words: string, field: FieldDocument): readonly Json[] {
  const read = parse(words, field)
  return read.ok && read.value !== null ? [read.value] : []
}
