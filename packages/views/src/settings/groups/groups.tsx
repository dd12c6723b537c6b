import type { GroupEntry, UserEntry } from '@mortise/client'
import { ErrorState, Icon, IconButton, Skeleton, Tag, useConfirm, useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import '../../styles/connections.css'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { messages } from '../messages.ts'
import { GroupDialog, type GroupDraft } from './group-dialog.tsx'
import { membersOf } from './members.ts'

/** Groups of people across departments, with who belongs to them. */
export function Groups(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const confirm = useConfirm()
  const queries = useQueryClient()
  const groups = useQuery({ queryKey: ['people', 'groups'], queryFn: () => client.people.groups() })
  const users = useQuery({ queryKey: ['people', 'users'], queryFn: () => client.people.users() })
  const [draft, setDraft] = useState<GroupDraft>()
  if (groups.isPending || users.isPending) return <Skeleton shape="rows" count={2} />
  if (groups.isError) return <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />
  // A group is saved with all its people: without knowing them it would lose them.
  if (users.isError) return <ErrorState error={users.error} onRetry={() => void users.refetch()} />
  const people = users.data
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    const problem = await work().then(() => undefined, refusal)
    toast(problem === undefined ? { text: t('saved'), tone: 'success' } : { text: problem, tone: 'danger' })
    await queries.invalidateQueries({ queryKey: ['people'] })
    return problem === undefined
  }
  const remove = async ({ id, name }: GroupEntry): Promise<void> => {
    const title = `${t('removeGroup')} ${name}`
    if (await confirm({ title, body: t('removeGroupText'), action: t('removeGroup'), danger: true }))
      await attempt(() => client.people.removeGroup(id))
  }
  const nameOf = ({ name, active }: UserEntry): string => (active ? name : t('nameInactive', { name }))
  return (
    <section className="m-card m-stack">
      <h2>{t('groups')}</h2>
      <div className="m-connection-tools">
        <p className="m-faint">{t('groupsNote')}</p>
        <Button icon={<Icon name="plus" size={14} />} onClick={() => setDraft({ name: '', members: [] })}>
          {t('addGroup')}
        </Button>
      </div>
      {groups.data.length === 0 ? <p className="m-faint">{t('groupsNone')}</p> : null}
      <ul className="m-connections">
        {groups.data.map((group) => {
          const members = membersOf(group.id, people)
          return (
            <li key={group.id}>
              <span className="m-connection-icon">
                <Icon name="users-round" size={18} />
              </span>
              <div className="m-connection-name">
                <span className="m-row">
                  <strong>{group.name}</strong>
                  <Tag>{t('memberCount', { n: members.filter(({ active }) => active).length })}</Tag>
                </span>
                <span className="m-faint">{members.map(nameOf).join(' · ')}</span>
              </div>
              <IconButton
                icon="pencil"
                label={`${t('editGroup')} ${group.name}`}
                onClick={() => {
                  const now = members.map(({ id }) => id)
                  setDraft({ id: group.id, name: group.name, members: now, before: now })
                }}
              />
              <IconButton
                icon="trash-2"
                label={`${t('removeGroup')} ${group.name}`}
                onClick={() => void remove(group)}
              />
            </li>
          )
        })}
      </ul>
      {draft === undefined ? null : (
        <GroupDialog
          draft={draft}
          users={people}
          onChange={setDraft}
          onCancel={() => setDraft(undefined)}
          onSave={async ({ id, name, members }) => {
            const group = { name, members }
            const done = await attempt(() =>
              id === undefined
                ? client.people.createGroup(group)
                : client.people.updateGroup(id, { ...group, before: draft.before ?? [] }),
            )
            if (done) setDraft(undefined)
          }}
        />
      )}
    </section>
  )
}
