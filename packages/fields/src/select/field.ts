import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { choiceOperators } from '../shared/operators.ts'
import {
  allValues,
  findOption,
  firstOptions,
  optionLabel,
  optionsSetting,
  optionText,
  unknownOption,
} from '../shared/options.ts'
import { compareCodes } from '../shared/order.ts'
import { empty, isEmpty, ok, wrongKind } from '../shared/results.ts'
import { choiceSetting } from '../shared/settings.ts'

function parse(input: Json | undefined, field: FieldDocument): ParseResult {
  if (isEmpty(input)) return empty
  if (typeof input === 'object') return wrongKind('一个选项', 'one option')
  const words = String(input)
  if (words.trim() === '') return empty
  const option = findOption(field, words)
  return option === undefined ? unknownOption(field, input) : ok(option.value)
}

/** One choice out of a list; stored by the option's value, written by value or label. */
export const select: FieldType = defineFieldType({
  type: 'select',
  version: 1,
  label: { zh: '单选', en: 'Choice' },
  icon: 'circle-dot',
  group: 'choice',
  settings: [
    optionsSetting,
    choiceSetting('display', { zh: '显示方式', en: 'Shown as', default: 'dropdown' }, [
      ['dropdown', '下拉框', 'Drop-down'],
      ['radio', '平铺', 'Buttons'],
    ]),
  ],
  describe: (settings) => {
    const count = Array.isArray(settings['options']) ? settings['options'].length : 0
    return { zh: `${count} 个选项中选一个`, en: `one of ${count} options` }
  },
  expressionType: () => ({ kind: 'text' }),
  column: () => ({ type: 'text', collation: 'C' }),
  parse: (input, ctx) => parse(input, ctx.field),
  format: (value, ctx) => (typeof value === 'string' ? optionLabel(ctx.field, value, ctx.locale) : ''),
  toText: (value, ctx) => (typeof value === 'string' ? optionText(value, ctx) : ''),
  compare: compareCodes,
  operators: choiceOperators,
  aggregates: ['count', 'countDistinct'],
  groupable: true,
  samples: (field) => allValues(field),
  defaults: { options: firstOptions },
  jsonSchema: (field) => ({ type: ['string', 'null'], enum: [...allValues(field), null] }),
})
