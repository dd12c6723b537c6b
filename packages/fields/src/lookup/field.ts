import { defineFieldType, type FieldContext, type FieldType } from '../define.ts'
import { choiceOperators } from '../shared/operators.ts'
import { compareJson } from '../shared/order.ts'
import { isEmpty, empty, ok } from '../shared/results.ts'
import { setting, textOf } from '../shared/settings.ts'
import { worded, wordsOf } from '../shared/words.ts'

/** The shown field's half of a job, when the caller told which field it is. */
function shown<T>(ctx: FieldContext, use: (type: FieldType, inner: FieldContext) => T): T | undefined {
  if (ctx.shown === undefined) return undefined
  const { type, field } = ctx.shown
  return use(type, { ...ctx, field, shown: undefined })
}

/** Shows a field of a linked record, live: nothing is stored here. Its value is as the shown field's. */
export const lookup: FieldType = defineFieldType({
  type: 'lookup',
  version: 1,
  label: { zh: '他表字段', en: 'Lookup' },
  icon: 'eye',
  group: 'relation',
  settings: [
    setting('path', 'field_ref', {
      zh: '显示的字段',
      en: 'Field shown',
      required: true,
      settings: { from: 'entity', paths: true },
    }),
  ],
  describe: (settings) => ({
    zh: `显示 ${worded(settings, 'path')}`,
    en: `shows ${worded(settings, 'path')}`,
  }),
  expressionType: (field, resolve) => resolve('', textOf(field, 'path') ?? '') ?? { kind: 'json' },
  shows: (field) => textOf(field, 'path'),
  computed: true,
  source: (field) => ({ from: 'query', expr: { var: textOf(field, 'path') ?? '' } }),
  column: () => null,
  parse: (input, ctx) => {
    if (isEmpty(input)) return empty
    return shown(ctx, (type, inner) => type.parse(input, inner)) ?? ok(input)
  },
  format: (value, ctx) => shown(ctx, (type, inner) => type.format(value, inner)) ?? wordsOf(value),
  toText: (value, ctx) => shown(ctx, (type, inner) => type.toText(value, inner)) ?? wordsOf(value),
  compare: compareJson,
  operators: choiceOperators,
  aggregates: ['count', 'countDistinct'],
  groupable: true,
  samples: () => ['A', '2026-03-05'],
  jsonSchema: () => ({ readOnly: true }),
})
