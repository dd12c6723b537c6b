import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { fieldChoices } from '../names.ts'
import { useEntityOf } from '../panel-context.tsx'
import { ChoiceBox } from './choice-box.tsx'
import { messages } from './messages.ts'

type Key = { readonly field: string; readonly dir?: 'asc' | 'desc' }

/** In which order records stand. */
export function SortEditor({ value, onChange, field, ctx }: InputProps): ReactNode {
  const t = useT(messages)
  const { model } = useWorkbench()
  const entity = model.entity(useEntityOf(field) ?? '')
  const keys = (Array.isArray(value) ? value : []) as unknown as readonly Key[]
  const write = (next: readonly Key[]): void => onChange(next.length === 0 ? null : (next as unknown as Json))
  const choices = fieldChoices({ model, locale: ctx.locale }, entity)
  return (
    <div className="m-editor-rows">
      {keys.map((key, at) => (
        <div key={at} className="d-fill">
          <ChoiceBox
            value={key.field}
            label={t('field')}
            choices={choices}
            onChange={(next) => write(keys.with(at, { ...key, field: typeof next === 'string' ? next : '' }))}
          />
          <span />
          <Select
            value={key.dir ?? 'asc'}
            aria-label={t('direction')}
            options={[
              { value: 'asc' as const, label: t('ascending') },
              { value: 'desc' as const, label: t('descending') },
            ]}
            onChange={(dir) => write(keys.with(at, { ...key, dir }))}
          />
          <IconButton icon="x" label={t('remove')} size={14} onClick={() => write(keys.toSpliced(at, 1))} />
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        icon={<Icon name="plus" size={14} />}
        disabled={choices.length === 0}
        onClick={() => write([...keys, { field: choices[0]?.value ?? '', dir: 'asc' }])}
      >
        {t('add')}
      </Button>
    </div>
  )
}
