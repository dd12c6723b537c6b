import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import type { FieldDocument } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { usePanel } from '../panel-context.tsx'
import { panelSetting } from '../panel-setting.ts'
import { Panel } from '../panel.tsx'
import { messages } from './messages.ts'

const settings: readonly FieldDocument[] = [
  panelSetting('entity', { zh: '生成', en: 'Make' }, { editor: 'entity', required: true }),
  panelSetting(
    'ref',
    { zh: '引用名', en: 'Name for later steps' },
    { help: { zh: '后面用 $ref:名称 引用', en: 'Later steps say $ref:name' } },
  ),
  panelSetting('values', { zh: '字段与值', en: 'Fields and values' }, { editor: 'values', of: 'entity' }),
  panelSetting(
    'matchFirst',
    { zh: '已有则使用', en: 'Use an existing match' },
    { editor: 'condition', of: 'entity' },
  ),
  panelSetting('when', { zh: '仅当', en: 'Only when' }, { editor: 'condition', of: '-' }),
]

/** Records to make, one after the other; later ones may name earlier ones. */
export function StepsEditor({ value, onChange }: InputProps): ReactNode {
  const t = useT(messages)
  const { home } = usePanel()
  const list = (Array.isArray(value) ? value : []) as readonly { readonly [key: string]: Json }[]
  return (
    <div className="m-editor-rows">
      {list.map((step, at) => (
        <div key={at} className="m-editor-block">
          <Panel
            name={`step-${at}`}
            settings={settings}
            values={step}
            home={home}
            onChange={(next) =>
              onChange(list.map((one, index) => (index === at ? (next as typeof one) : one)))
            }
          />
          <span className="m-editor-tools">
            <IconButton icon="x" label={t('remove')} onClick={() => onChange(list.toSpliced(at, 1))} />
          </span>
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        icon={<Icon name="plus" size={14} />}
        onClick={() => onChange([...list, { entity: '' }])}
      >
        {t('addStep')}
      </Button>
    </div>
  )
}
