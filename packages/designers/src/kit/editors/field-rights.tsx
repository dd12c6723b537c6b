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
  const fields = (model.entity(home ?? '')?.fields ?? []).filter(({ system }) => !system)
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
      {fields.map(({ key, document }) => (
        <label key={key}>
          <span className="m-clip">{say(document.label, ctx.locale)}</span>
          <Select<Right | ''>
            aria-label={say(document.label, ctx.locale)}
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
