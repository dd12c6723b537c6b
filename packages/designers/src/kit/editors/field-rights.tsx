import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import { useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { usePanel } from '../panel-context.tsx'
import { messages } from './messages.ts'

const names = { write: 'rightWrite', read: 'rightRead', hidden: 'rightHidden' } as const
type Right = keyof typeof names
const rights = Object.keys(names) as Right[]

/** What may be done with each field at a step: `*` for all, with exceptions. */
export function FieldRightsEditor({ value, onChange, ctx }: InputProps): ReactNode {
  const t = useT(messages)
  const { model } = useWorkbench()
  const { home } = usePanel()
  const current = (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) as {
    readonly [field: string]: Right
  }
  const put = (key: string, right: Right | ''): void => {
    const { [key]: _, ...others } = current
    const next = right === '' ? others : { ...others, [key]: right }
    onChange(Object.keys(next).length === 0 ? null : (next as Json))
  }
  const options = rights.map((right) => ({ value: right, label: t(names[right]) }))
  const own = (model.entity(home ?? '')?.fields ?? []).filter(({ system }) => !system)
  // Columns of a sub-table stand below it, with a right of their own where that is wanted.
  const fields = own.flatMap(({ key, document }) => {
    const rows = model.entity(home ?? '')?.relation(key)
    const columns = rows?.owned === true ? (model.entity(rows.target)?.fields ?? []) : []
    return [
      { key, label: say(document.label, ctx.locale) },
      ...columns
        .filter((column) => !column.system && column.key !== rows?.via)
        .map((column) => ({
          key: `${key}.${column.key}`,
          label: `${say(document.label, ctx.locale)} · ${say(column.document.label, ctx.locale)}`,
        })),
    ]
  })
  return (
    <div className="d-rights">
      <label>
        <b>{t('otherFields')}</b>
        <Select<Right>
          aria-label={t('otherFields')}
          value={current['*'] ?? 'read'}
          options={options}
          onChange={(right) => put('*', right)}
        />
      </label>
      {fields.map(({ key, label }) => (
        <label key={key}>
          <span className="m-clip">{label}</span>
          <Select<Right | ''>
            aria-label={label}
            value={current[key] ?? ''}
            variant={current[key] === undefined ? 'borderless' : 'outlined'}
            options={[{ value: '' as const, label: t('inherit') }, ...options]}
            onChange={(right) => put(key, right)}
          />
        </label>
      ))}
    </div>
  )
}
