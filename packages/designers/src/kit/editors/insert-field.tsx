import type { RefChoice } from '@mortise/fields/react'
import { Icon, useLocale, useT } from '@mortise/ui'
import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { fieldChoices } from '../names.ts'
import { usePanel } from '../panel-context.tsx'
import { messages } from './messages.ts'

/** A button with the fields that can stand in a text of this panel, those along links included; says the path chosen. */
export function InsertField({
  further = [],
  onInsert,
}: {
  /** What can stand there beside fields. */
  readonly further?: readonly RefChoice[]
  readonly onInsert: (path: string) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { home } = usePanel()
  const choices = fieldChoices({ model, locale }, model.entity(home ?? ''), { paths: true })
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [...choices, ...further].map(({ value: key, label }) => ({ key, label })),
        onClick: ({ key }) => onInsert(key),
        style: { maxHeight: 320, overflow: 'auto' },
      }}
    >
      <button type="button" className="d-mini" aria-label={t('insertField')}>
        <Icon name="plus" size={14} />
        {t('insertField')}
      </button>
    </Dropdown>
  )
}
