import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'

/** A record that was found, with its title. */
export type PickedRecord = { readonly value: string; readonly label: string }

/** Finds a record of an entity by its title, to try something on. */
export function RecordPicker({
  entity,
  value,
  onChange,
  label,
}: {
  readonly entity: string
  readonly value: string | undefined
  readonly onChange: (picked: PickedRecord) => void
  readonly label: string
}): ReactNode {
  const { client, model } = useWorkbench()
  const [hits, setHits] = useState<readonly PickedRecord[]>([])
  const title = model.entity(entity)?.document.title ?? 'id'
  const find = (text: string): void =>
    void client.records
      .query({ entity, fields: [title], limit: 20, ...(text === '' ? {} : { search: text }) })
      .then(({ data }) =>
        setHits(data.map((one) => ({ value: one.id, label: String(one[title] ?? one.id) }))),
      )
      .catch(() => setHits([]))
  return (
    <Select<string>
      aria-label={label}
      placeholder={label}
      showSearch={{ filterOption: false, onSearch: find }}
      value={value ?? null}
      options={[...hits]}
      onFocus={() => find('')}
      onChange={(id) => {
        const picked = hits.find((one) => one.value === id)
        if (picked !== undefined) onChange(picked)
      }}
    />
  )
}
