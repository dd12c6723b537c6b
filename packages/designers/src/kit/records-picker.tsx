import type { Expression } from '@mortise/expressions'
import { SearchWords, useSearch, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useDesignFaces, useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import type { PickedRecord } from './record-picker.tsx'

/** Entities that are no records of the application: they are looked up where people are. */
const ofPeople: ReadonlySet<string> = new Set(['user', 'department'])

type Finder = {
  readonly search: (text: string) => Promise<readonly PickedRecord[]>
  readonly named: (ids: readonly string[]) => Promise<readonly PickedRecord[]>
}

/** Finds records, people and departments by words, and tells the names of some; with the rights of the designer. */
function useFinder(entity: string): Finder {
  const { client, model } = useWorkbench()
  const { lookup } = useDesignFaces()
  if (ofPeople.has(entity)) {
    const search = async (text: string): Promise<readonly PickedRecord[]> =>
      ((await lookup?.(entity, text, { key: 'picked', type: entity, label: '' })) ?? []).map(
        ({ id, label }) => ({ value: id, label }),
      )
    const all = async (): Promise<readonly PickedRecord[]> =>
      (entity === 'user' ? await client.people.users() : await client.people.departments()).map(
        ({ id, name }) => ({ value: id, label: name }),
      )
    return { search, named: async (ids) => (await all()).filter(({ value }) => ids.includes(value)) }
  }
  const title = model.entity(entity)?.document.title ?? 'id'
  const query = async (given: {
    readonly limit: number
    readonly search?: string
    readonly filter?: Expression
  }): Promise<readonly PickedRecord[]> => {
    const { data } = await client.records.query({ entity, fields: [title], ...given })
    return data.map((one) => ({ value: one.id, label: String(one[title] ?? one.id) }))
  }
  return {
    search: (text) => query({ limit: 20, ...(text === '' ? {} : { search: text }) }),
    named: (ids) => query({ limit: ids.length, filter: { in: [{ var: 'id' }, [...ids]] } }),
  }
}

/** Picks any number of records by their titles; one that the designer may not see keeps its place and tells no name. */
export function RecordsPicker({
  entity,
  value,
  taken,
  onChange,
  label,
  placeholder,
}: {
  readonly entity: string
  readonly value: readonly string[]
  /** Picked elsewhere, and so not to be had here. */
  readonly taken: ReadonlySet<string>
  readonly onChange: (ids: readonly string[]) => void
  readonly label: string
  readonly placeholder: string
}): ReactNode {
  const t = useT(messages)
  const finder = useFinder(entity)
  const found = useSearch((text) => finder.search(text))
  const [picked, setPicked] = useState<readonly PickedRecord[]>([])
  const [known] = useState(value)
  const names = useQuery({
    queryKey: ['design', 'record-names', entity, ...known],
    queryFn: () => finder.named(known),
    enabled: known.length > 0,
  })
  const nameOf = (id: string): string => {
    const hit = [...picked, ...(names.data ?? [])].find((one) => one.value === id)
    return hit?.label ?? (names.isPending && known.includes(id) ? '…' : t('unseenRecord'))
  }
  const own = value.map((id) => ({ value: id, label: nameOf(id) }))
  const others = found.hits.filter((one) => !value.includes(one.value) && !taken.has(one.value))
  return (
    <Select<string[]>
      aria-label={label}
      mode="multiple"
      placeholder={placeholder}
      showSearch={{ filterOption: false, onSearch: (text) => found.search(text, 250) }}
      value={[...value]}
      options={[...own, ...others]}
      loading={found.state === 'busy'}
      notFoundContent={<SearchWords of={found} />}
      onFocus={() => found.search('', 0)}
      onChange={(ids) => {
        setPicked([...picked, ...found.hits.filter((one) => ids.includes(one.value))])
        onChange(ids)
      }}
    />
  )
}
