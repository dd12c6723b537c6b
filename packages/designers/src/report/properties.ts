import type { FieldDocument, MeasureDocument } from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'
import { buckets } from './fields.ts'
import { aggregateWord, bucketWord, messages } from './messages.ts'

type Option = readonly [string, string, string]

const label = panelSetting('label', { zh: '名称', en: 'Name' }, { editor: 'label' })

function option(value: string, word: keyof typeof messages): Option {
  return [value, messages[word].zh, messages[word].en]
}

/** Properties of a dimension; only dates have periods. */
export function dimensionProperties(dated: boolean): readonly FieldDocument[] {
  const period = panelSetting(
    'bucket',
    { zh: '按时间', en: 'By period' },
    { options: buckets.map((one) => option(one, bucketWord[one])) },
  )
  return [label, ...(dated ? [period] : [])]
}

const format = panelSetting(
  'format',
  { zh: '显示为', en: 'Shown as' },
  {
    options: [
      ['percent', '百分比', 'Percent'],
      ['full', '完整数字', 'The number in full'],
    ],
  },
)

const condition = panelSetting(
  'filter',
  { zh: '只算满足条件的记录', en: 'Count only records where' },
  { editor: 'condition' },
)

type Groups = readonly (readonly [key: string, name: string])[]

const hidden = panelSetting(
  'hidden',
  { zh: '只参与计算，不显示', en: 'Work with it, don’t show it' },
  { type: 'boolean' },
)

/** A choice of some of the report's groups. */
function groupsSetting(
  key: string,
  label: { readonly zh: string; readonly en: string },
  groups: Groups,
): FieldDocument {
  const options = groups.map(([value, name]) => [value, name, name] as const)
  return panelSetting(key, label, { type: 'multiselect', options })
}

/** Properties of a measure that sums records up; `finer` ones have a grain of their own. */
export function aggregateProperties(
  fitting: readonly NonNullable<MeasureDocument['agg']>[],
  { finer }: { readonly finer: boolean; readonly groups: Groups },
): readonly FieldDocument[] {
  const agg = panelSetting(
    'agg',
    { zh: '汇总方式', en: 'Summed up by' },
    { required: true, options: fitting.map((one) => option(one, aggregateWord[one])) },
  )
  const per = panelSetting(
    'per',
    { zh: '先按它分别汇总', en: 'First summed up for each' },
    { editor: 'value_of' },
  )
  const each = panelSetting(
    'each',
    { zh: '分别怎么汇总', en: 'Each summed up by' },
    {
      options: (['sum', 'count', 'avg', 'min', 'max'] as const).map((one) => option(one, aggregateWord[one])),
    },
  )
  return [
    label,
    ...(finer ? [per, each] : []),
    ...(fitting.length > 1 ? [agg] : []),
    condition,
    format,
    hidden,
  ]
}

/** Properties of a formula over other measures. */
export const calcProperties: readonly FieldDocument[] = [
  label,
  panelSetting('calc', { zh: '公式', en: 'Formula' }, { editor: 'expression' }),
  format,
  hidden,
]

/** Properties of a measure worked out along the result. */
export function windowProperties(
  others: readonly (readonly [string, string])[],
  { window, groups }: { readonly window: NonNullable<MeasureDocument['window']>; readonly groups: Groups },
): readonly FieldDocument[] {
  const sided = window === 'percentOfTotal' || window === 'rank'
  return [
    label,
    panelSetting(
      'window',
      { zh: '怎么算', en: 'How' },
      {
        required: true,
        options: [
          option('percentOfTotal', 'percentOfTotal'),
          option('rank', 'rank'),
          option('running', 'running'),
          option('shift', 'shift'),
        ],
      },
    ),
    panelSetting(
      'of',
      { zh: '以哪个值为准', en: 'Of' },
      { required: true, options: others.map(([key, name]) => [key, name, name] as const) },
    ),
    ...(window === 'shift'
      ? [
          panelSetting(
            'by',
            { zh: '与多久以前比', en: 'How long before' },
            {
              options: [
                ['1 year', '去年同期', 'A year before'],
                ['1 quarter', '上一季度', 'A quarter before'],
                ['1 month', '上个月', 'A month before'],
                ['1 week', '上一周', 'A week before'],
                ['1 day', '前一天', 'A day before'],
              ],
            },
          ),
          panelSetting(
            'on',
            { zh: '按哪个日期（没有日期分组时）', en: 'By which date (without a date on the shelves)' },
            { editor: 'value_of', settings: { kinds: ['date', 'datetime'] } },
          ),
        ]
      : []),
    ...(sided && groups.length > 1
      ? [groupsSetting('within', { zh: '在这些分组内分别算', en: 'Anew within each' }, groups)]
      : []),
    hidden,
  ]
}

/** Properties of the report itself. */
export const reportProperties: readonly FieldDocument[] = [
  label,
  panelSetting('top', { zh: '只显示前几名', en: 'Only the first' }, { type: 'integer' }),
  panelSetting('others', { zh: '其余合并为“其他”', en: 'Gather the rest as "Others"' }, { type: 'boolean' }),
  panelSetting(
    'zeros',
    { zh: '没有数据的也显示', en: 'Show those without records too' },
    { type: 'boolean' },
  ),
  panelSetting('totals', { zh: '显示合计', en: 'Show totals' }, { type: 'boolean' }),
  panelSetting(
    'having',
    { zh: '只显示满足条件的分组（公式）', en: 'Only groups where (formula)' },
    { editor: 'expression' },
  ),
  panelSetting(
    'drill',
    { zh: '查看记录时显示的字段', en: 'Fields shown with the records' },
    { editor: 'paths' },
  ),
]

/** Properties of a report whose kind has settings of its own. */
export const kindReportProperties: readonly FieldDocument[] = reportProperties.filter(({ key }) =>
  ['label', 'drill'].includes(key),
)
