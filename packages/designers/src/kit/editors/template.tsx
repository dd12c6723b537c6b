import { say, type LocalizedText } from '@mortise/errors'
import type { InputProps } from '@mortise/fields/react'
import { Input } from 'antd'
import { type ReactNode, useRef } from 'react'
import { InsertField } from './insert-field.tsx'

/** A text with `{{field}}` places; a button puts fields in. */
export function TemplateEditor({ value, onChange, ctx, id, field }: InputProps): ReactNode {
  const place = useRef<number | undefined>(undefined)
  const text = say((value ?? '') as LocalizedText, ctx.locale)
  const write = (next: string): void => {
    const both = typeof value === 'object' && value !== null
    onChange(both ? { ...value, [ctx.locale]: next } : next === '' ? null : next)
  }
  const insert = (key: string): void => {
    const at = place.current ?? text.length
    write(`${text.slice(0, at)}{{${key}}}${text.slice(at)}`)
  }
  return (
    <div className="d-text-template">
      <Input.TextArea
        {...(id === undefined ? {} : { id })}
        value={text}
        autoSize={{ minRows: field.settings?.['long'] === true ? 3 : 1, maxRows: 8 }}
        onChange={(event) => write(event.target.value)}
        onSelect={(event) => {
          place.current = event.currentTarget.selectionStart
        }}
      />
      <InsertField onInsert={insert} />
    </div>
  )
}
