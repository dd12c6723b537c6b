import type { UserEntry } from '@mortise/client'
import { useT } from '@mortise/ui'
import { Input, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from '../messages.ts'
import { choosable } from './members.ts'

/** A group as it is edited; without an id it is new. */
export type GroupDraft = {
  readonly id?: string
  readonly name: string
  readonly members: readonly string[]
  /** Who belonged to it when it was opened. */
  readonly before?: readonly string[]
}

/** Asks what a group is called and who belongs to it. */
export function GroupDialog({
  draft,
  users,
  onChange,
  onCancel,
  onSave,
}: {
  readonly draft: GroupDraft
  readonly users: readonly UserEntry[]
  readonly onChange: (draft: GroupDraft) => void
  readonly onCancel: () => void
  readonly onSave: (draft: GroupDraft) => Promise<void>
}): ReactNode {
  const t = useT(messages)
  const [busy, setBusy] = useState(false)
  // Whoever is taken out can be put back in as long as the dialog is open.
  const [options] = useState(() => choosable(users, draft.members))
  return (
    <Modal
      open
      title={t(draft.id === undefined ? 'addGroup' : 'editGroup')}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: draft.name.trim() === '' }}
      confirmLoading={busy}
      onOk={async () => {
        setBusy(true)
        await onSave({ ...draft, name: draft.name.trim() })
        setBusy(false)
      }}
      onCancel={onCancel}
    >
      <div className="m-settings-form">
        <label>
          {t('groupName')}
          <Input
            value={draft.name}
            maxLength={60}
            onChange={({ target }) => onChange({ ...draft, name: target.value })}
          />
        </label>
        <label>
          {t('members')}
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            value={[...draft.members]}
            options={options.map(({ id, name, active }) => ({
              value: id,
              label: active ? name : t('nameInactive', { name }),
            }))}
            onChange={(members: string[]) => onChange({ ...draft, members })}
          />
        </label>
      </div>
    </Modal>
  )
}
