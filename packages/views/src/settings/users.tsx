import type { UserEntry } from '@mortise/client'
import { type LocalizedText, say } from '@mortise/errors'
import { Avatar, ErrorState, Icon, Skeleton, Tag, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { HandOverDialog } from './hand-over/hand-over-dialog.tsx'
import { messages as handOver } from './hand-over/messages.ts'
import { Groups } from './groups/groups.tsx'
import { messages } from './messages.ts'
import { UserDialog, type UserDraft } from './user-dialog.tsx'

const blank: UserDraft = { name: '', email: '', departmentId: null, managerId: null, roles: [], active: true }

/** The people of the workspace with their roles. */
export function Users(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const handing = useT(handOver)
  const locale = useLocale()
  const users = useQuery({ queryKey: ['people', 'users'], queryFn: () => client.people.users() })
  const roles = useQuery({ queryKey: ['people', 'roles'], queryFn: () => client.people.roles() })
  const departments = useQuery({
    queryKey: ['people', 'departments'],
    queryFn: () => client.people.departments(),
  })
  const groups = useQuery({ queryKey: ['people', 'groups'], queryFn: () => client.people.groups() })
  const regions = useQuery({ queryKey: ['people', 'regions'], queryFn: () => client.people.regions() })
  const [draft, setDraft] = useState<UserDraft>()
  const [leaver, setLeaver] = useState<UserEntry>()
  if (users.isPending) return <Skeleton shape="rows" />
  if (users.isError) return <ErrorState error={users.error} onRetry={() => void users.refetch()} />
  const roleName = (key: string): string =>
    say(roles.data?.find((role) => role.key === key)?.label as LocalizedText | undefined, locale) || key
  const departmentName = (id: string | null): string =>
    departments.data?.find((one) => one.id === id)?.name ?? '—'
  const byName = new Intl.Collator(locale === 'zh' ? 'zh-Hans-CN' : 'en')
  const sorted = users.data.toSorted(
    (a, b) => Number(b.active) - Number(a.active) || byName.compare(a.name, b.name),
  )
  return (
    <>
      <section className="m-card">
        <div className="m-tools-end">
          <Button type="primary" icon={<Icon name="user-plus" size={14} />} onClick={() => setDraft(blank)}>
            {t('invite')}
          </Button>
        </div>
        <table className="m-simple-table m-stacking">
          <thead>
            <tr>
              {(['name', 'email', 'department', 'roles', 'state'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(key)}
                </th>
              ))}
              <th scope="col" aria-label={handing('action')} />
            </tr>
          </thead>
          <tbody>
            {sorted.map((user) => (
              <tr key={user.id}>
                <td>
                  <button type="button" className="m-plain-link" onClick={() => setDraft(user)}>
                    <Avatar name={user.name} withName />
                  </button>
                </td>
                <td data-label={t('email')}>{user.email}</td>
                <td data-label={t('department')}>
                  {[user.departmentId, ...(user.otherDepartmentIds ?? [])].map(departmentName).join(' · ')}
                </td>
                <td data-label={t('roles')}>
                  <span className="m-tags">
                    {user.roles.map((role) => (
                      <Tag key={role} color="blue">
                        {roleName(role)}
                      </Tag>
                    ))}
                  </span>
                </td>
                <td data-label={t('state')}>{user.active ? t('active') : <Tag>{t('inactive')}</Tag>}</td>
                <td>
                  <Button
                    size="small"
                    type="text"
                    aria-label={handing('actionOf', { name: user.name })}
                    onClick={() => setLeaver(user)}
                  >
                    {handing('action')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {leaver === undefined ? null : (
          <HandOverDialog user={leaver} users={users.data} onClose={() => setLeaver(undefined)} />
        )}
        {draft === undefined ? null : (
          <UserDialog
            draft={draft}
            onChange={setDraft}
            onClose={() => setDraft(undefined)}
            users={users.data}
            roles={(roles.data ?? []).map(({ key }) => ({ value: key, label: roleName(key) }))}
            departments={(departments.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            groups={(groups.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            regions={(regions.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </section>
      <Groups />
    </>
  )
}
