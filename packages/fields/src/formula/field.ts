import { defineFieldType, type FieldType } from '../define.ts'
import { computedParts, resultOf, resultSettings } from '../shared/computed.ts'
import { flagOf, setting } from '../shared/settings.ts'

/**
 * A value worked out by an expression. Stored ones have a column and are computed on save, so that they can be
 * indexed and reported on; the others are computed when read and may lean on today's date or other records.
 */
export const formula: FieldType = defineFieldType({
  type: 'formula',
  version: 1,
  label: { zh: '公式', en: 'Formula' },
  icon: 'square-function',
  group: 'computed',
  settings: [
    setting('expr', 'expression', {
      zh: '公式',
      en: 'Formula',
      required: true,
      settings: { expect: 'any', scope: 'entity' },
    }),
    setting('stored', 'boolean', {
      zh: '保存结果',
      en: 'Store the result',
      help: {
        zh: '保存后可用于筛选、排序和报表',
        en: 'stored results can be filtered, sorted and reported on',
      },
      default: true,
    }),
    ...resultSettings,
  ],
  describe: (settings) => ({
    zh: settings['stored'] === true ? '公式（保存）' : '公式（实时）',
    en: settings['stored'] === true ? 'stored formula' : 'live formula',
  }),
  expressionType: (field, resolve) => resultOf(field).expressionType(field, resolve),
  column: (field) => (flagOf(field, 'stored') ? resultOf(field).column(field) : null),
  ...computedParts,
  source: (field) => ({
    from: flagOf(field, 'stored') ? 'formula' : 'query',
    expr: field.settings?.['expr'] ?? null,
  }),
  defaults: { stored: true, result: 'decimal', scale: 2 },
})
