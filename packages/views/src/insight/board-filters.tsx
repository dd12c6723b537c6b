import { holdInputs } from '@mortise/fields/inputs'
import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { fieldAt, optionsOf } from '@mortise/reports'
import type { DashboardDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { messages as listMessages } from '../list/messages.ts'
import { periods } from '../list/periods.ts'
import { useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

// An input stands at once, with whatever shows it.
holdInputs()

/** What readers have chosen in the filter bar, by filter key. */
export type Choices = { readonly [filter: string]: Json }

type Filter = NonNullable<DashboardDocument['filters']>[number]

type FilterProps = {
  readonly document: DashboardDocument
  readonly choices: Choices
  readonly onChange: (choices: Choices) => void
}

/** The row of global filters: each narrows the tiles it points at. */
export function BoardFilters({ document, choices, onChange }: FilterProps): ReactNode {
  const locale = useLocale()
  return (document.filters ?? []).map((filter) => {
    const label = say(filter.label, locale) || filter.key
    const set = (value: Json): void => onChange({ ...choices, [filter.key]: value })
    const value = choices[filter.key] ?? null
    const Face = faces[filter.type]
    return <Face key={filter.key} {...{ filter, document, label, value, set }} />
  })
}

type FaceProps = {
  readonly filter: Filter
  readonly document: DashboardDocument
  readonly label: string
  readonly value: Json
  readonly set: (value: Json) => void
}

function PeriodFilter({ label, value, set }: FaceProps): ReactNode {
  const t = useT(messages)
  const tl = useT(listMessages)
  return (
    <Select
      aria-label={label}
      style={{ width: 140 }}
      value={typeof value === 'string' ? value : ''}
      onChange={(next: string) => set(next === '' ? null : next)}
      options={[
        { value: '', label: t('all') },
        ...periods.map((name) => ({ value: name as string, label: tl(name) })),
      ]}
    />
  )
}

function PersonFilter({ filter, label, value, set }: FaceProps): ReactNode {
  const ctx = useFaceContext('')
  const User = ctx.faces.find('user')?.Input
  if (User === undefined) return null
  const field = { key: filter.key, type: 'user', label }
  return (
    <div className="m-filter-user">
      <User value={value} onChange={set} ctx={ctx} field={field} placeholder={label} />
    </div>
  )
}

/** Options of the field that the filter's first target narrows. */
function useOptions({ document, filter }: Pick<FaceProps, 'document' | 'filter'>): readonly {
  readonly value: string
  readonly label: string
}[] {
  const { kit, model } = useWorkspace()
  const locale = useLocale()
  for (const { widget, path } of filter.targets) {
    const key = document.widgets.find(({ id }) => id === widget)?.report
    const source = key === undefined ? undefined : model.document('report', key)?.source.entity
    const entity = source === undefined ? undefined : model.entity(source)
    const options = entity && optionsOf(fieldAt(entity, path, { model, fields: kit.fields }))
    if (options !== undefined)
      return options.map((one) => ({ value: one.value, label: say(one.label, locale) || one.value }))
  }
  return []
}

function OptionFilter({ filter, document, label, value, set }: FaceProps): ReactNode {
  const options = useOptions({ document, filter })
  const chosen = Array.isArray(value)
    ? (value as readonly string[])
    : typeof value === 'string'
      ? [value]
      : []
  return (
    <Select<string[]>
      mode="multiple"
      aria-label={label}
      placeholder={label}
      style={{ minWidth: 140, maxWidth: 260 }}
      maxTagCount="responsive"
      allowClear
      optionFilterProp="label"
      value={[...chosen]}
      onChange={(next) => set(next.length === 0 ? null : next)}
      options={[...options]}
    />
  )
}

const faces: { readonly [K in Filter['type']]: (props: FaceProps) => ReactNode } = {
  dateRange: PeriodFilter,
  user: PersonFilter,
  select: OptionFilter,
}
