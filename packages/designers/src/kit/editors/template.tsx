import { say, type LocalizedText } from '@mortise/errors'
import type { InputProps } from '@mortise/fields/react'
import { useT } from '@mortise/ui'
import { Icon } from '@mortise/ui'
import { Dropdown, Input } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { fieldChoices } from '../names.ts'
import { usePanel } from '../panel-context.tsx'
import { messages } from './messages.ts'

/** A text with `{{field}}` places; a button puts fields in. */
export function TemplateEditor({ value, onChange, ctx, id, field }: InputProps): ReactNode {
  const t = useT(messages)
  const { model } = useWorkbench()
  const { home } = usePanel()
  const place = useRef<number | undefined>(undefined)
  const text = say((value ?? '') as LocalizedText, ctx.locale)
  const write = (next: string): void => {
    const both = typeof value === 'object' && value !== null
    onChange(both ? { ...value, [ctx.locale]: next } : next === '' ? null : next)
  }
  const choices = fieldChoices({ model, locale: ctx.locale }, model.entity(home ?? ''), { paths: true })
  const insert = (key: string): void => {
    const at = place.current ?? text.length
    write(`${text.slice(0, at)}{{${key}}}${text.slice(at)}`)
  }
  return (
    <div className="d-template">
      <Input.TextArea
        {...(id === undefined ? {} : { id })}
        value={text}
        autoSize={{ minRows: field.settings?.['long'] === true ? 3 : 1, maxRows: 8 }}
        onChange={(event) => write(event.target.value)}
        onSelect={(event) => {
          place.current = event.currentTarget.selectionStart
        }}
      />
      <Dropdown
        trigger={['click']}
        menu={{
          items: choices.map(({ value: key, label }) => ({ key, label })),
          onClick: ({ key }) => insert(key),
          style: { maxHeight: 320, overflow: 'auto' },
        }}
      >
        <button type="button" className="d-mini" aria-label={t('insertField')}>
          <Icon name="plus" size={14} />
          {t('insertField')}
        </button>
      </Dropdown>
    </div>
  )
}
