import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType } from '../define.ts'
import { textOperators } from '../shared/operators.ts'
import { compareNames } from '../shared/order.ts'
import { hostileTexts, parseProse } from '../shared/prose.ts'
import { quickProse } from '../shared/quick.ts'
import { sentence, setting, wholeOf } from '../shared/settings.ts'
import { asItIs, orNull } from '../shared/wording.ts'

const maxOf = (field: FieldDocument): number =>
  wholeOf(field, 'maxLength', { fallback: 20_000, min: 1, max: 200_000 })

/** Several lines of text, kept byte for byte. */
export const longtext: FieldType = defineFieldType({
  type: 'longtext',
  version: 1,
  label: { zh: '多行文本', en: 'Long text' },
  icon: 'align-left',
  group: 'basic',
  settings: [
    setting('maxLength', 'integer', {
      zh: '最多字数',
      en: 'Most characters',
      default: 20_000,
      settings: { min: 1, max: 200_000 },
    }),
    setting('rows', 'integer', {
      zh: '显示行数',
      en: 'Lines shown',
      default: 4,
      settings: { min: 2, max: 30 },
    }),
  ],
  describe: sentence('多行文字', 'several lines of text'),
  mask: 'nothing',
  expressionType: () => ({ kind: 'text' }),
  column: () => ({ type: 'text', collation: 'zh' }),
  parse: (input, ctx) => parseProse(input, maxOf(ctx.field)),
  quick: (field) => quickProse(maxOf(field)),
  ...asItIs,
  compare: compareNames,
  standIn: (_value, { field, roll }) => `样例内容${roll(1_000_000_000)}`.slice(0, maxOf(field)),
  operators: textOperators.filter(({ operator }) => operator !== 'in'),
  aggregates: ['count'],
  groupable: false,
  samples: (field) =>
    [...hostileTexts(field, maxOf(field)), '第一行\n\n第三行\n'].filter((one) => one.length <= maxOf(field)),
  jsonSchema: (field) => orNull({ type: 'string', maxLength: maxOf(field) }),
})
