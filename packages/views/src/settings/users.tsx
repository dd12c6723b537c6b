import type { UserEntry } from '@mortise/client'
import { type LocalizedText, say } from '@mortise/errors'
import { Avatar, ErrorState, Icon, Skeleton, Tag, useLocale, useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

type Draft = Omit<UserEntry, 'id'> & { readonly id?: string }

const blank: Draft = { name: '', email: '', departmentId: null, managerId: null, roles: [], active: true }

/** The people of the workspace with their roles. */
export function Users(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const users = useQuery({ queryKey: ['people', 'users'], queryFn: () => client.people.users() })
  const roles = useQuery({ queryKey: ['people', 'roles'], queryFn: () => client.people.roles() })
  const departments = useQuery({
    queryKey: ['people', 'departments'],
    queryFn: () => client.people.departments(),
  })
  const regions = useQuery({ queryKey: ['people', 'regions'], queryFn: () => client.people.regions() })
  const [draft, setDraft] = useState<Draft>()
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
    <section className="m-card">
      <div className="m-related-tools">
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
              <td data-label={t('department')}>{departmentName(user.departmentId)}</td>
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
            </tr>
          ))}
        </tbody>
      </table>
      {draft === undefined ? null : (
        <UserDialog
          draft={draft}
          onChange={setDraft}
          onClose={() => setDraft(undefined)}
          users={users.data}
          roles={(roles.data ?? []).map(({ key }) => ({ value: key, label: roleName(key) }))}
          departments={(departments.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          regions={(regions.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </section>
  )
}

type Choice = { readonly value: string; readonly label: string }
type DialogProps = {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  readonly onClose: () => void
  readonly users: readonly UserEntry[]
  readonly roles: Choice[]
  readonly departments: Choice[]
  readonly regions: Choice[]
}

function UserDialog({
  draft,
  onChange,
  onClose,
  users,
  roles,
  departments,
  regions,
}: DialogProps): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const [password, setPassword] = useState<string>()
  const save = async (): Promise<void> => {
    const { id, active, ...values } = draft
    try {
      if (id === undefined) setPassword((await client.people.createUser(values)).password)
      else await client.people.updateUser(id, { ...values, active })
      toast({ text: t('saved'), tone: 'success' })
      await queries.invalidateQueries({ queryKey: ['people'] })
      if (id !== undefined) onClose()
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
  }
  const managers = users
    .filter(({ id }) => id !== draft.id)
    .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Modal
      open
      title={t(draft.id === undefined ? 'invite' : 'edit')}
      okText={t('save')}
      onOk={password === undefined ? save : onClose}
      onCancel={onClose}
    >
      <div className="m-settings-form">
        <label>
          {t('name')}
          <Input value={draft.name} onChange={(event) => onChange({ ...draft, name: event.target.value })} />
        </label>
        <label>
          {t('email')}
          <Input
            type="email"
            value={draft.email}
            onChange={(event) => onChange({ ...draft, email: event.target.value })}
          />
        </label>
        <label>
          {t('department')}
          <Select
            allowClear
            value={draft.departmentId}
            options={departments}
            onChange={(next: string | null | undefined) => onChange({ ...draft, departmentId: next ?? null })}
          />
        </label>
        {regions.length === 0 ? null : (
          <label>
            {t('region')}
            <Select
              allowClear
              placeholder={t('regionOfDepartment')}
              value={draft.regionId ?? null}
              options={regions}
              onChange={(next: string | null | undefined) => onChange({ ...draft, regionId: next ?? null })}
            />
          </label>
        )}
        <label>
          {t('manager')}
          <Select
            allowClear
            value={draft.managerId ?? null}
            options={managers}
            onChange={(next: string | null | undefined) => onChange({ ...draft, managerId: next ?? null })}
          />
        </label>
        <label>
          {t('roles')}
          <Select
            mode="multiple"
            value={[...draft.roles]}
            options={roles}
            onChange={(next: string[]) => onChange({ ...draft, roles: next })}
          />
        </label>
        {draft.id === undefined ? null : (
          <Checkbox
            checked={draft.active}
            onChange={(event) => onChange({ ...draft, active: event.target.checked })}
          >
            {t('active')}
          </Checkbox>
        )}
        {password === undefined ? null : (
          <p role="status">
            {t('password')}: <code>{password}</code>
          </p>
        )}
      </div>
    </Modal>
  )
}
