import type { AssigneeSource, FlowDocument } from '@mortise/schema'
import { useQuery } from '@tanstack/react-query'
import { useWorkbench } from '../workbench/context.tsx'

/** Names of the people and groups that a flow asks by id or key, once they are known. */
export function useNamedSources(flow: FlowDocument): (source: AssigneeSource) => string | undefined {
  const { client } = useWorkbench()
  const text = JSON.stringify(flow.nodes)
  const users = useQuery({
    queryKey: ['people', 'users'],
    enabled: text.includes('"user":"'),
    staleTime: 60_000,
    queryFn: () => client.people.users(),
  })
  const groups = useQuery({
    queryKey: ['people', 'groups'],
    enabled: text.includes('"group":"'),
    staleTime: 60_000,
    queryFn: () => client.people.groups(),
  })
  type Entry = { readonly id: string; readonly key?: string | null; readonly name: string }
  const nameIn = (entries: readonly Entry[] | undefined, name: string | undefined): string | undefined =>
    name === undefined ? undefined : entries?.find(({ id, key }) => id === name || key === name)?.name
  return ({ type, user, group }) => {
    if (type === 'user') return nameIn(users.data, user)
    return type === 'group' ? nameIn(groups.data, group) : undefined
  }
}
