import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import type { FieldDocument } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { usePanel } from '../panel-context.tsx'
import { Panel } from '../panel.tsx'
import { messages } from './messages.ts'

type Row = { readonly [key: string]: Json }

/** Settings of a row that stand a level further in, by the object they stand in (`in` of the setting). */
function flat(row: Row, items: readonly FieldDocument[]): Row {
  const inner = items.flatMap(({ key, settings }) => {
    const holder = row[String(settings?.['in'] ?? '')] as Row | undefined
    const value = holder?.[key]
    return value === undefined ? [] : [[key, value] as const]
  })
  return { ...row, ...Object.fromEntries(inner) }
}

function folded(
  before: Row,
  values: { readonly [key: string]: unknown },
  items: readonly FieldDocument[],
): Row {
  const next: { [key: string]: Json } = { ...before }
  for (const { key, settings } of items) {
    const value = (values[key] === false ? undefined : values[key]) as Json | undefined
    const holder = settings?.['in']
    const target: { [key: string]: Json } =
      typeof holder === 'string' ? { ...(next[holder] as Row | undefined) } : next
    if (value === undefined || value === null) delete target[key]
    else target[key] = value
    if (typeof holder === 'string') next[holder] = target
  }
  return next
}

/**
 * A list of things of one kind, each drawn by the panel from `items` of the setting; `start` is what a new one holds.
 * With `of: target` conditions inside ask the entity the setting itself is about.
 */
export function RowsEditor({ value, onChange, field }: InputProps): ReactNode {
  const t = useT(messages)
  const { home, scope, previous } = usePanel()
  const rows = (Array.isArray(value) ? value : []) as readonly Row[]
  const items = (field.settings?.['items'] ?? []) as unknown as readonly FieldDocument[]
  const start = (field.settings?.['start'] ?? {}) as Row
  const numbered = field.settings?.['keyed']
  const write = (next: readonly Row[]): void => onChange(next.length === 0 ? null : (next as unknown as Json))
  const fresh = (): Row => {
    if (typeof numbered !== 'string') return start
    const taken = new Set(rows.map(({ key }) => key))
    const at = Array.from({ length: rows.length + 1 }, (_, index) => `${numbered}_${index + 1}`)
    return { key: at.find((one) => !taken.has(one)) ?? numbered, ...start }
  }
  return (
    <div className="m-editor-rows">
      {rows.map((row, at) => (
        <div key={typeof row['key'] === 'string' ? row['key'] : at} className="m-editor-block">
          <Panel
            name={`${field.key}-${at}-${rows.length}`}
            settings={items}
            values={flat(row, items)}
            home={home}
            {...(scope === undefined ? {} : { scope })}
            {...(previous === undefined ? {} : { previous })}
            onChange={(next) => write(rows.with(at, folded(row, next, items)))}
          />
          <span className="m-editor-tools">
            <IconButton
              icon="arrow-up"
              label={t('moveUp')}
              disabled={at === 0}
              onClick={() => write(rows.toSpliced(at, 1).toSpliced(at - 1, 0, row))}
            />
            <IconButton icon="x" label={t('remove')} onClick={() => write(rows.toSpliced(at, 1))} />
          </span>
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        icon={<Icon name="plus" size={14} />}
        onClick={() => write([...rows, fresh()])}
      >
        {t('add')}
      </Button>
    </div>
  )
}
