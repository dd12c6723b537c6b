import { defineFieldType, type FieldType } from '../define.ts'
import { textOperators } from '../shared/operators.ts'
import { parseProse } from '../shared/prose.ts'
import { choiceSetting, numberOf, setting, textOf } from '../shared/settings.ts'
import { code } from '../shared/wording.ts'
import { type AutonumberReset, autonumberPeriod, formatAutonumber } from './pattern.ts'
import { worded } from '../shared/words.ts'

const resets: { readonly [name: string]: AutonumberReset } = { year: 'year', month: 'month', day: 'day' }

/** A running number that the system gives out once and never twice, such as `XS-20260305-0007`. */
export const autonumber: FieldType = defineFieldType({
  type: 'autonumber',
  version: 1,
  label: { zh: '自动编号', en: 'Running number' },
  icon: 'list-ordered',
  group: 'computed',
  settings: [
    setting('pattern', 'text', {
      zh: '编号规则',
      en: 'Pattern',
      required: true,
      default: '{yyyyMMdd}-{0000}',
      help: {
        zh: '{yyyyMMdd} 是日期，{0000} 是四位流水号，例如 XS-{yyyyMMdd}-{0000}',
        en: '{yyyyMMdd} is the date, {0000} a counter of four digits: XS-{yyyyMMdd}-{0000}',
      },
      settings: { maxLength: 60 },
    }),
    choiceSetting('reset', { zh: '流水号重新开始', en: 'Counter starts again', default: 'never' }, [
      ['never', '从不', 'Never'],
      ['year', '每年', 'Every year'],
      ['month', '每月', 'Every month'],
      ['day', '每天', 'Every day'],
    ]),
    setting('start', 'integer', {
      zh: '起始值',
      en: 'First number',
      default: 1,
      settings: { min: 0, max: 999_999_999 },
    }),
  ],
  describe: (settings) => {
    const pattern = worded(settings, 'pattern')
    return { zh: `编号 ${pattern}`, en: `numbered ${pattern}` }
  },
  ...code,
  computed: true,
  source: (field) => ({
    from: 'counter',
    start: numberOf(field, 'start') ?? 1,
    period: (at) => autonumberPeriod(resets[textOf(field, 'reset') ?? ''] ?? 'never', at),
    text: (number, at) => formatAutonumber(textOf(field, 'pattern') ?? '{yyyyMMdd}-{0000}', number, at),
  }),
  column: () => ({ type: 'text', collation: 'C', unique: true }),
  parse: (input) => parseProse(input, 120),
  operators: textOperators,
  aggregates: ['count', 'countDistinct'],
  groupable: false,
  samples: () => ['XS-20260305-0007', '00000001', '合同〔2026〕第12号'],
  defaults: { pattern: '{yyyyMMdd}-{0000}', reset: 'day', start: 1 },
  jsonSchema: () => ({ type: ['string', 'null'], readOnly: true }),
})
