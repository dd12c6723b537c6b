import type { Json } from '@mortise/expressions'
import type { DecisionTableDocument, FieldDocument } from '@mortise/schema'
import { Icon, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { patched } from '../kit/patched.ts'
import type { ColumnLook } from './columns.ts'
import { type Column, removeColumn } from './commands.ts'
import { messages } from './messages.ts'

const head: readonly FieldDocument[] = [
  panelSetting('label', { zh: '决策表名称', en: 'Name' }, { editor: 'label', required: true }),
  panelSetting(
    'entity',
    { zh: '数据表', en: 'About' },
    {
      editor: 'entity',
      help: { zh: '条件和结果的字段从这里选', en: 'Its fields can be looked at and filled in' },
    },
  ),
  panelSetting(
    'hitPolicy',
    { zh: '有多行成立时', en: 'When several rows hold' },
    {
      required: true,
      options: [
        ['unique', '不允许，每种情况只能有一行', 'Not allowed: one row for each case'],
        ['first', '用最上面的一行', 'The first one decides'],
        ['any', '都可以，但结果必须相同', 'Any of them; they must say the same'],
        ['priority', '按行的先后（优先级）', 'By priority, from the top'],
        ['collect', '汇总所有结果', 'All of them together'],
        ['rule_order', '全部列出，按行的顺序', 'All of them, in order'],
        ['output_order', '全部列出，按结果优先级', 'All of them, by priority of results'],
      ],
    },
  ),
]
const aggregate: FieldDocument = panelSetting(
  'aggregate',
  { zh: '怎么汇总', en: 'Put together as' },
  {
    options: [
      ['sum', '求和', 'Sum'],
      ['min', '取最小', 'Smallest'],
      ['max', '取最大', 'Largest'],
      ['count', '计数', 'How many'],
    ],
    help: { zh: '不选则列出全部', en: 'Left out: a list of all' },
  },
)
const inputSettings: readonly FieldDocument[] = [
  panelSetting('expr', { zh: '看什么', en: 'What is looked at' }, { editor: 'expression', required: true }),
]
const outputSettings: readonly FieldDocument[] = [
  panelSetting(
    'key',
    { zh: '结果名称', en: 'Name of the result' },
    {
      required: true,
      help: {
        zh: '和字段标识相同时，会写入那个字段',
        en: 'A result with the name of a field is written into it',
      },
    },
  ),
  panelSetting(
    'type',
    { zh: '结果类型', en: 'Type' },
    {
      required: true,
      options: [
        ['number', '数字', 'Number'],
        ['text', '文字', 'Text'],
        ['boolean', '是否', 'Yes or no'],
        ['date', '日期', 'Date'],
      ],
    },
  ),
]

type PanelProps = {
  readonly table: DecisionTableDocument
  readonly selected: Column | undefined
  readonly lookOf: (column: Column) => ColumnLook
  readonly onChange: (next: DecisionTableDocument, label: string, merge?: string) => void
  readonly onClose: () => void
}

/** What the table is, or the column that is selected. */
export function TablePanel(props: PanelProps): ReactNode {
  const { table, selected, onChange } = props
  const t = useT(messages)
  const exists =
    selected !== undefined &&
    (selected.side === 'when' ? table.inputs : table.outputs)[selected.at] !== undefined
  if (selected !== undefined && exists) return <ColumnPanel {...props} column={selected} />
  return (
    <>
      <h2 className="d-panel-title">{t('basics')}</h2>
      <Panel
        name={`table-${table.hitPolicy === 'collect'}`}
        settings={table.hitPolicy === 'collect' ? [...head, aggregate] : head}
        values={table}
        home={table.entity}
        onChange={(values, changed) =>
          onChange(patched(table, { [changed]: values[changed] }), t('edit'), `table ${changed}`)
        }
      />
    </>
  )
}

function ColumnPanel({
  table,
  column,
  lookOf,
  onChange,
  onClose,
}: PanelProps & { readonly column: Column }): ReactNode {
  const t = useT(messages)
  const { side, at } = column
  const { name } = lookOf(column)
  const of = side === 'when' ? 'inputs' : 'outputs'
  const here = table[of][at] as { readonly [key: string]: Json }
  const isField = side === 'then' && typeof here['type'] === 'string' && !plainTypes.has(here['type'])
  return (
    <>
      <h2 className="d-panel-title">{name}</h2>
      {isField ? null : (
        <Panel
          name={`column-${side}-${at}`}
          settings={side === 'when' ? inputSettings : outputSettings}
          values={here}
          home={table.entity}
          onChange={(values, changed) => {
            const next = { ...here, [changed]: values[changed] ?? null }
            const list = (table[of] as readonly unknown[]).with(at, next)
            onChange({ ...table, [of]: list } as typeof table, t('editColumn', { name }), `${side} ${at}`)
          }}
        />
      )}
      <Button
        danger
        className="d-panel-line"
        icon={<Icon name="trash-2" size={14} />}
        onClick={() => {
          onChange(removeColumn(table, column), t('removedColumn', { name }))
          onClose()
        }}
      >
        {t('removeColumn')}
      </Button>
    </>
  )
}

const plainTypes = new Set(['number', 'text', 'boolean', 'date'])
