import { useT, useToast } from '@mortise/ui'
import { Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import { messages } from './messages.ts'

/** Throws jobs away, with a reason that stays in the audit log. `send` gives how many were. */
export function DiscardDialog({
  title,
  what,
  send,
  onClose,
  onDone,
}: {
  readonly title: string
  readonly what: string
  readonly send: (reason: string) => Promise<number>
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}): ReactNode {
  const t = useT(messages)
  const toast = useToast()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const discard = async (): Promise<void> => {
    setBusy(true)
    try {
      toast({ text: t('discarded', { n: await send(reason.trim()) }), tone: 'success' })
      onClose()
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
    setBusy(false)
    await onDone()
  }
  return (
    <Modal
      open
      title={title}
      okText={t('discard')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: busy }}
      onOk={() => void discard()}
      onCancel={onClose}
    >
      <div className="m-stack">
        <b>{what}</b>
        <span>{t('discardText')}</span>
        <label className="m-stack">
          {t('reason')}
          <Input.TextArea
            aria-label={t('reason')}
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
      </div>
    </Modal>
  )
}
