import { useLocale, useNavigator, useT } from '@mortise/ui'
import { Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { designHref } from '../workbench/hrefs.ts'
import { makeForm } from './first-documents.ts'
import { messages } from './messages.ts'

/** Makes a form, and the table behind it, from its name alone, and opens it. */
export function NewFormDialog({
  app,
  onClose,
}: {
  readonly app: string
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { space, kit } = useWorkbench()
  const { go } = useNavigator()
  const [text, setText] = useState('')
  const name = text.trim()
  const create = (): void => {
    if (name === '') return
    const form = makeForm({ space, kit, locale }, { name, app })
    onClose()
    go(designHref('form', form))
  }
  return (
    <Modal
      open
      width={420}
      title={t('formAction')}
      okText={t('create')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: name === '' }}
      onOk={create}
      onCancel={onClose}
    >
      <label className="d-line">
        <span>{t('formName')}</span>
        <Input
          autoFocus
          value={text}
          maxLength={40}
          placeholder={t('formNamePlaceholder')}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={create}
        />
      </label>
    </Modal>
  )
}
