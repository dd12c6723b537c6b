import type { WatchRecipient } from '@mortise/client'
import { type LocalizedText, say } from '@mortise/errors'
import { useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { messages } from './messages.ts'

const asText = ({ kind, id }: WatchRecipient): string => `${kind}:${id}`

function asRecipient(text: string): WatchRecipient {
  const at = text.indexOf(':')
  return { kind: text.slice(0, at) as WatchRecipient['kind'], id: text.slice(at + 1) }
}

/** Whom something goes to: people, groups and roles in one list. */
export function Recipients({
  id,
  value,
  onChange,
}: {
  readonly id: string
  readonly value: readonly WatchRecipient[]
  readonly onChange: (next: readonly WatchRecipient[]) => void
}): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const users = useQuery({ queryKey: ['people', 'users'], queryFn: () => client.people.users() })
  const groups = useQuery({ queryKey: ['people', 'groups'], queryFn: () => client.people.groups() })
  const roles = useQuery({ queryKey: ['people', 'roles'], queryFn: () => client.people.roles() })
  const active = (users.data ?? []).filter((one) => one.active)
  const mine = active.filter((one) => one.id === me.user.id)
  const options = [
    {
      label: t('people'),
      options: [...mine, ...active.filter((one) => one.id !== me.user.id)].map((one) => ({
        value: `user:${one.id}`,
        label: `${one.name}${one.id === me.user.id ? t('me') : ''}`,
      })),
    },
    {
      label: t('groups'),
      options: (groups.data ?? []).map((one) => ({ value: `group:${one.id}`, label: one.name })),
    },
    {
      label: t('roles'),
      options: (roles.data ?? []).map(({ key, label }) => ({
        value: `role:${key}`,
        label: say(label as LocalizedText, locale) || key,
      })),
    },
  ].filter((one) => one.options.length > 0)
  return (
    <Select<string[]>
      id={id}
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      loading={users.isPending}
      value={value.map(asText)}
      options={options}
      onChange={(next) => onChange(next.map(asRecipient))}
    />
  )
}
