import type { UserEntry } from '@mortise/client'
import { useT, useToast } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Checkbox, Input, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../record/refusal.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** A person as the dialog edits one; without an id they are new. */
export type UserDraft = Omit<UserEntry, 'id'> & { readonly id?: string }

/** Somebody, or a department, that can be chosen. */
export type Choice = { readonly value: string; readonly label: string }

type DialogProps = {
  readonly draft: UserDraft
  readonly onChange: (draft: UserDraft) => void
  readonly onClose: () => void
  readonly users: readonly UserEntry[]
  readonly roles: Choice[]
  readonly departments: Choice[]
  readonly regions: Choice[]
  readonly groups: Choice[]
}

type Single = 'departmentId' | 'regionId' | 'managerId'
type Several = 'otherDepartmentIds' | 'groupIds' | 'roles'

/** Everything an administrator says of a person: name, place in the company, roles. */
export function UserDialog({
  draft,
  onChange,
  onClose,
  users,
  roles,
  departments,
  regions,
  groups,
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
      toast({ text: refusal(error), tone: 'danger' })
    }
  }
  const managers = users
    .filter(({ id }) => id !== draft.id)
    .map(({ id, name }) => ({ value: id, label: name }))
  const text = (label: string, value: string, change: (next: string) => void, hint = ''): ReactNode => (
    <label>
      {label}
      <Input value={value} placeholder={hint} onChange={(event) => change(event.target.value)} />
    </label>
  )
  const one = (key: Single, label: string, options: Choice[], hint?: string): ReactNode => (
    <label>
      {label}
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={hint}
        value={draft[key] ?? null}
        options={options}
        onChange={(next: string | null | undefined) => onChange({ ...draft, [key]: next ?? null })}
      />
    </label>
  )
  const several = (key: Several, label: string, options: Choice[], hint?: string): ReactNode => (
    <label>
      {label}
      <Select
        mode="multiple"
        placeholder={hint}
        showSearch={{ optionFilterProp: 'label' }}
        value={[...(draft[key] ?? [])]}
        options={options}
        onChange={(next: string[]) => onChange({ ...draft, [key]: next })}
      />
    </label>
  )
  return (
    <Modal
      open
      title={t(draft.id === undefined ? 'invite' : 'edit')}
      okText={t('save')}
      onOk={password === undefined ? save : onClose}
      onCancel={onClose}
    >
      <div className="m-settings-form">
        {text(t('name'), draft.name, (name) => onChange({ ...draft, name }))}
        {text(t('email'), draft.email, (email) => onChange({ ...draft, email }))}
        {text(t('jobTitle'), draft.title ?? '', (title) => onChange({ ...draft, title }), t('jobTitleHint'))}
        {one('departmentId', t('department'), departments)}
        {several(
          'otherDepartmentIds',
          t('otherDepartments'),
          departments.filter(({ value }) => value !== draft.departmentId),
          t('otherDepartmentsHint'),
        )}
        {regions.length === 0 ? null : one('regionId', t('region'), regions, t('regionOfDepartment'))}
        {one('managerId', t('manager'), managers)}
        {groups.length === 0 ? null : several('groupIds', t('groups'), groups, t('groupsHint'))}
        {several('roles', t('roles'), roles)}
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
