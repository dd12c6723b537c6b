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

/** Properties of a measure that sums records up. */
export function aggregateProperties(
  fitting: readonly NonNullable<MeasureDocument['agg']>[],
): readonly FieldDocument[] {
  const agg = panelSetting(
    'agg',
    { zh: '汇总方式', en: 'Summed up by' },
    { required: true, options: fitting.map((one) => option(one, aggregateWord[one])) },
  )
  return [label, ...(fitting.length > 1 ? [agg] : []), condition, format]
}

/** Properties of a formula over other measures. */
export const calcProperties: readonly FieldDocument[] = [
  label,
  panelSetting('calc', { zh: '公式', en: 'Formula' }, { editor: 'expression' }),
  format,
]

/** Properties of a measure worked out along the result. */
export function windowProperties(
  others: readonly (readonly [string, string])[],
  shifts: boolean,
): readonly FieldDocument[] {
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
    ...(shifts
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
              ],
            },
          ),
        ]
      : []),
  ]
}

/** Properties of the report itself. */
export const reportProperties: readonly FieldDocument[] = [
  label,
  panelSetting('top', { zh: '只显示前几名', en: 'Only the first' }, { type: 'integer' }),
  panelSetting('others', { zh: '其余合并为“其他”', en: 'Gather the rest as "Others"' }, { type: 'boolean' }),
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

/** Properties of a funnel. */
export const funnelProperties: readonly FieldDocument[] = [
  label,
  panelSetting(
    'mode',
    { zh: '怎么数', en: 'How to count' },
    {
      options: [
        ['reached', '到过这个阶段', 'Ever reached the stage'],
        ['snapshot', '现在在这个阶段', 'In the stage now'],
      ],
    },
  ),
  panelSetting(
    'drill',
    { zh: '查看记录时显示的字段', en: 'Fields shown with the records' },
    { editor: 'paths' },
  ),
]
