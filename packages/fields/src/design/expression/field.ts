import type { Json } from '@mortise/expressions'
import { defineFieldType, type FieldContext, type FieldType, type ParseResult } from '../../define.ts'
import { errors } from '../../errors.ts'
import { designParts, structureParts } from '../../shared/design.ts'
import { empty, fail, ok } from '../../shared/results.ts'
import { jsonFromText, withPlainZeros } from '../../shared/rows.ts'
import { choiceSetting, sentence, setting } from '../../shared/settings.ts'

const deepest = 60

function tooDeep(value: Json, depth: number): boolean {
  if (depth > deepest) return true
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((one: Json) => tooDeep(one, depth + 1))
}

// JSON is text only in files; elsewhere a text is a literal of the language.
function parse(input: Json | undefined, ctx: FieldContext): ParseResult {
  if (input === undefined || input === null || input === '') return empty
  const value = ctx.source === 'file' ? jsonFromText(input) : input
  return value === undefined || tooDeep(value, 0) ? fail(errors.FIELD_JSON()) : ok(withPlainZeros(value))
}

/** A slot for an expression. What names mean in it and what it must yield stand in the settings. */
export const expression: FieldType = defineFieldType({
  ...designParts,
  type: 'expression',
  label: { zh: '条件或公式', en: 'Condition or formula' },
  icon: 'braces',
  settings: [
    choiceSetting('expect', { zh: '结果', en: 'Yields', default: 'any' }, [
      ['any', '任意', 'Anything'],
      ['boolean', '是否', 'Yes or no'],
      ['number', '数字', 'A number'],
      ['text', '文本', 'A text'],
    ]),
    setting('scope', 'text', {
      zh: '可用的字段来自',
      en: 'Names come from',
      help: { zh: 'entity、target、relation 等', en: 'entity, target, relation, …' },
    }),
  ],
  describe: sentence('表达式', 'an expression'),
  ...structureParts,
  parse,
  samples: () => [
    true,
    5,
    'text',
    '5',
    '{"a":1}',
    { '==': [{ var: 'a' }, null] },
    { and: [{ '>': [{ var: 'x' }, '0.1'] }, true] },
  ],
  jsonSchema: () => ({}),
})
