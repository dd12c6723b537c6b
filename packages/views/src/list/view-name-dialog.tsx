import { useT } from '@mortise/ui'
import { Input, Modal } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { messages } from './messages.ts'

/** So long may the name of a view be. */
const longest = 40

/** Asks for the name of a view. */
export function ViewNameDialog({
  title,
  name,
  onClose,
  onName,
}: {
  readonly title: string
  readonly name: string
  readonly onClose: () => void
  readonly onName: (name: string) => void
}): ReactNode {
  const t = useT(messages)
  const id = useId()
  const [draft, setDraft] = useState(name)
  const ready = draft.trim() !== ''
  const done = (): void => {
    if (ready) onName(draft.trim())
  }
  return (
    <Modal
      open
      title={title}
      okText={t('save')}
      okButtonProps={{ disabled: !ready }}
      onCancel={onClose}
      onOk={done}
    >
      <div className="m-bulk-form">
        <label htmlFor={id}>{t('viewName')}</label>
        <Input
          id={id}
          autoFocus
          maxLength={longest}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onPressEnter={done}
        />
      </div>
    </Modal>
  )
}
