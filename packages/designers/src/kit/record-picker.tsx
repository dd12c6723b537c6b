import { SearchWords, useSearch } from '@mortise/ui'
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
  const title = model.entity(entity)?.document.title ?? 'id'
  const found = useSearch(async (text): Promise<readonly PickedRecord[]> => {
    const { data } = await client.records.query({
      entity,
      fields: [title],
      limit: 20,
      ...(text === '' ? {} : { search: text }),
    })
    return data.map((one) => ({ value: one.id, label: String(one[title] ?? one.id) }))
  })
  // What was picked keeps its name when a later search does not find it.
  const [picked, setPicked] = useState<PickedRecord>()
  const others = found.hits.filter((one) => one.value !== picked?.value)
  const options = picked === undefined || picked.value !== value ? found.hits : [picked, ...others]
  return (
    <Select<string>
      aria-label={label}
      placeholder={label}
      showSearch={{ filterOption: false, onSearch: (text) => found.search(text, 250) }}
      value={value ?? null}
      options={[...options]}
      loading={found.state === 'busy'}
      notFoundContent={<SearchWords of={found} />}
      onFocus={() => found.search('', 0)}
      onChange={(id) => {
        const hit = options.find((one) => one.value === id)
        if (hit === undefined) return
        setPicked(hit)
        onChange(hit)
      }}
    />
  )
}
