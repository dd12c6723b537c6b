import type { Expression } from '@mortise/expressions'
import { defineFieldType, type FieldType } from '../define.ts'
import { computedParts, resultOf, resultSettings } from '../shared/computed.ts'
import { choiceSetting, setting, textOf } from '../shared/settings.ts'
import { worded } from '../shared/words.ts'

/**
 * A figure over the rows of a relation: sum of payments, number of items. Stored, and kept up to date in the
 * transaction that changes a row.
 */
export const rollup: FieldType = defineFieldType({
  type: 'rollup',
  version: 1,
  label: { zh: '汇总', en: 'Roll-up' },
  icon: 'sigma',
  group: 'computed',
  settings: [
    setting('relation', 'field_ref', {
      zh: '汇总的明细或关联',
      en: 'Rows to roll up',
      required: true,
      settings: { from: 'entity', relations: true },
    }),
    choiceSetting('aggregate', { zh: '汇总方式', en: 'Figure', default: 'sum', required: true }, [
      ['sum', '求和', 'Sum'],
      ['count', '计数', 'Count'],
      ['avg', '平均', 'Average'],
      ['min', '最小', 'Smallest'],
      ['max', '最大', 'Largest'],
      ['countDistinct', '去重计数', 'Distinct count'],
    ]),
    setting('expr', 'expression', {
      zh: '汇总的值',
      en: 'Value of a row',
      settings: { expect: 'any', scope: 'relation' },
    }),
    setting('filter', 'expression', {
      zh: '只汇总符合条件的行',
      en: 'Only rows that',
      settings: { expect: 'boolean', scope: 'relation' },
    }),
    ...resultSettings,
  ],
  describe: (settings) => ({
    zh: `汇总 ${worded(settings, 'relation')}`,
    en: `${worded(settings, 'aggregate', 'sum')} over ${worded(settings, 'relation')}`,
  }),
  expressionType: (field, resolve) => resultOf(field).expressionType(field, resolve),
  column: (field) => resultOf(field).column(field),
  ...computedParts,
  source: (field) => ({ from: 'rows', expr: rollupExpression(field) }),
  defaults: { aggregate: 'sum', result: 'decimal', scale: 2 },
})

/** Where nothing was rolled up yet: 0 for sums and counts, empty for the others. */
export function emptyRollup(field: Parameters<FieldType['column']>[0]): 0 | null {
  const aggregate = textOf(field, 'aggregate') ?? 'sum'
  return ['sum', 'count', 'countDistinct'].includes(aggregate) ? 0 : null
}

/** The roll-up as an expression on its record, such as `{"sumOf":[{"var":"items"}, {"var":"amount"}]}`. */
export function rollupExpression(field: Parameters<FieldType['column']>[0]): Expression {
  const { expr, filter } = field.settings ?? {}
  const aggregate = textOf(field, 'aggregate') ?? 'sum'
  const value = aggregate === 'count' ? [] : [expr ?? null]
  return {
    [`${aggregate}Of`]: [
      { var: textOf(field, 'relation') ?? '' },
      ...value,
      ...(filter === undefined || filter === null ? [] : [filter]),
    ],
  }
}
