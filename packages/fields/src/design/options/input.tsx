import { say, type LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { Icon, IconButton, tintNames, tintOf, useT, useUi } from '@mortise/ui'
import { Button, Input, Popover } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from '../../react/messages.ts'
import type { InputProps } from '../../react/types.ts'

type Option = {
  readonly value: string
  readonly label: LocalizedText
  readonly color?: string
  readonly [more: string]: unknown
}

function freshValue(options: readonly Option[]): string {
  for (let at = options.length + 1; ; at++) {
    const value = `option_${at}`
    // What an option was called first is its id for ever.
    if (!options.some((option) => option.value === value || option['id'] === value)) return value
  }
}

function relabel(label: LocalizedText, locale: 'zh' | 'en', text: string): LocalizedText {
  return typeof label === 'string' ? text : { ...label, [locale]: text }
}

/** The choices of a field: name, colour, order. Values are made once and never change with the name. */
export function OptionsInput({ value, onChange, ctx, disabled = false }: InputProps): ReactNode {
  const t = useT(messages)
  const options = (Array.isArray(value) ? value : []) as unknown as readonly Option[]
  const set = (next: readonly Option[]): void => onChange(next as unknown as Json)
  const put = (at: number, change: Partial<Option>): void =>
    set(options.map((option, index) => (index === at ? { ...option, ...change } : option)))
  const move = (at: number, by: number): void => {
    const next = options.toSpliced(at, 1)
    set(next.toSpliced(at + by, 0, ...options.slice(at, at + 1)))
  }
  const add = (): void =>
    set([
      ...options,
      {
        value: freshValue(options),
        label: t('newOption'),
        color: tintNames[(options.length % 11) + 1] ?? 'blue',
      },
    ])
  return (
    <div className="m-editor-rows">
      {options.map((option, at) => (
        <div key={option.value} className="m-editor-row">
          <TintPicker value={option.color} onChange={(color) => put(at, { color })} />
          <Input
            aria-label={t('optionName')}
            value={say(option.label, ctx.locale)}
            disabled={disabled}
            onChange={(event) => put(at, { label: relabel(option.label, ctx.locale, event.target.value) })}
          />
          <IconButton
            icon="arrow-up"
            label={t('moveUp')}
            disabled={disabled || at === 0}
            onClick={() => move(at, -1)}
          />
          <IconButton
            icon="x"
            label={t('removeRow')}
            disabled={disabled}
            onClick={() => set(options.toSpliced(at, 1))}
          />
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        disabled={disabled}
        onClick={add}
        icon={<Icon name="plus" size={14} />}
      >
        {t('addOption')}
      </Button>
    </div>
  )
}

function TintPicker({
  value,
  onChange,
}: {
  readonly value: string | undefined
  readonly onChange: (color: string) => void
}): ReactNode {
  const t = useT(messages)
  const { mode } = useUi()
  const [open, setOpen] = useState(false)
  const swatches = tintNames.map((name) => (
    <button
      key={name}
      type="button"
      className="m-swatch"
      aria-label={name}
      style={{ background: tintOf(name, mode).dot }}
      onClick={() => {
        onChange(name)
        setOpen(false)
      }}
    />
  ))
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      content={<div className="m-swatches">{swatches}</div>}
    >
      <button
        type="button"
        className="m-swatch"
        aria-label={t('optionColor')}
        style={{ background: tintOf(value, mode).dot }}
      />
    </Popover>
  )
}
