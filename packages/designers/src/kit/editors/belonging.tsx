import type { InputProps } from '@mortise/fields/react'
import { useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { AutoComplete } from 'antd'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { ChoiceBox } from './choice-box.tsx'
import { messages } from './messages.ts'

/** Chooses a group of people: by its key where a folder named it, else by its id. */
export function UserGroupEditor(props: InputProps): ReactNode {
  const { client } = useWorkbench()
  const groups = useQuery({ queryKey: ['people', 'groups'], queryFn: () => client.people.groups() })
  const choices = (groups.data ?? []).map(({ id, key, name }) => ({ value: key ?? id, label: name }))
  return <ChoiceBox {...props} choices={choices} />
}

/** A position in the company: one that somebody has, or one that somebody is still to have. */
export function PositionEditor({ id, value, onChange }: InputProps): ReactNode {
  const { client } = useWorkbench()
  const t = useT(messages)
  const users = useQuery({ queryKey: ['people', 'users'], queryFn: () => client.people.users() })
  const titles = (users.data ?? []).flatMap((one) => (one.active ? [one.title?.trim() ?? ''] : []))
  return (
    <AutoComplete
      {...(id === undefined ? {} : { id })}
      value={typeof value === 'string' ? value : ''}
      placeholder={t('choose')}
      options={[...new Set(titles.filter((one) => one !== ''))].toSorted().map((one) => ({ value: one }))}
      showSearch={{ filterOption: (text, option) => option?.value.includes(text) === true }}
      style={{ width: '100%' }}
      onChange={(next: string) => onChange(next === '' ? null : next)}
    />
  )
}
