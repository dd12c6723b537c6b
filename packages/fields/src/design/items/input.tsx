import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useId } from 'react'
import { messages } from '../../react/messages.ts'
import type { InputProps } from '../../react/types.ts'

type Row = { readonly [key: string]: Json }

/** A list of rows, each drawn by the faces of the fields that the setting names. */
export function ItemsInput({ value, onChange, field, ctx, disabled = false }: InputProps): ReactNode {
  const t = useT(messages)
  const id = useId()
  const columns = (Array.isArray(field.settings?.['fields'])
    ? field.settings['fields']
    : []) as unknown as FieldDocument[]
  const rows = (Array.isArray(value) ? value : []) as readonly Row[]
  const put = (at: number, key: string, next: Json): void =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [key]: next } : row)))
  const swap = (at: number): void =>
    onChange([
      ...rows.slice(0, at - 1),
      ...rows.slice(at, at + 1),
      ...rows.slice(at - 1, at),
      ...rows.slice(at + 1),
    ])
  return (
    <div className="m-editor-rows">
      {rows.map((row, at) => (
        <div key={at} className="m-editor-block">
          {columns.map((column) => {
            const Input = ctx.faces.find(column.type)?.Input
            if (Input === undefined) return null
            return (
              <label key={column.key} htmlFor={`${id}${at}${column.key}`}>
                <span>{say(column.label, ctx.locale)}</span>
                <Input
                  id={`${id}${at}${column.key}`}
                  field={column}
                  ctx={ctx}
                  disabled={disabled}
                  value={row[column.key] ?? null}
                  onChange={(next) => put(at, column.key, next)}
                />
              </label>
            )
          })}
          <span className="m-editor-tools">
            <IconButton
              icon="arrow-up"
              label={t('moveUp')}
              disabled={disabled || at === 0}
              onClick={() => swap(at)}
            />
            <IconButton
              icon="x"
              label={t('removeRow')}
              disabled={disabled}
              onClick={() => onChange(rows.toSpliced(at, 1))}
            />
          </span>
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        disabled={disabled}
        icon={<Icon name="plus" size={14} />}
        onClick={() => onChange([...rows, {}])}
      >
        {t('addRow')}
      </Button>
    </div>
  )
}
