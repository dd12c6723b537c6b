import type { MailDocument } from '@mortise/schema'
import { Icon, useT, useToast } from '@mortise/ui'
import { refusal } from '@mortise/views'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import type { Looking } from './looking.ts'
import { messages } from './messages.ts'

/** Sends the mail as it is looked at to whoever designs it, and says what came of it. */
export function SendTest({
  mail,
  looking: { record, locale },
}: {
  readonly mail: MailDocument
  readonly looking: Looking
}): ReactNode {
  const t = useT(messages)
  const toast = useToast()
  const { api } = useWorkbench()
  const [busy, setBusy] = useState(false)
  const send = async (): Promise<void> => {
    setBusy(true)
    try {
      const { sent, kept, why } = await api.sendMail({
        mail,
        locale,
        ...(record === undefined ? {} : { id: record }),
      })
      if (sent) toast({ text: t(kept === true ? 'kept' : 'sent') })
      else toast({ text: why === undefined ? t('notSentPlain') : t('notSent', { why }), tone: 'danger' })
    } catch (error) {
      toast({ text: t('notSent', { why: refusal(error) }), tone: 'danger' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="small" icon={<Icon name="mail" size={14} />} loading={busy} onClick={() => void send()}>
      {t('send')}
    </Button>
  )
}
