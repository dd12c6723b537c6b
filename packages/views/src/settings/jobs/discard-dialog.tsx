import type { Job } from '@mortise/client'
import { say } from '@mortise/errors'
import { useLocale, useT, useToast } from '@mortise/ui'
import { Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** Throws a job away, with a reason that stays in the audit log. */
export function DiscardDialog({
  job,
  onClose,
  onDone,
}: {
  readonly job: Job
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const send = async (): Promise<void> => {
    setBusy(true)
    try {
      await client.jobs.discard(job.id, reason.trim())
      toast({ text: t('discarded'), tone: 'success' })
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
      title={t('discardTitle')}
      okText={t('discard')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: busy }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className="m-stack">
        <b>{say(job.label, locale)}</b>
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
