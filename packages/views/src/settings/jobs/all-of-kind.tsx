import type { JobCount } from '@mortise/client'
import { say } from '@mortise/errors'
import { useConfirm, useLocale, useT, useToast } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { DiscardDialog } from './discard-dialog.tsx'
import { messages } from './messages.ts'

/** Has all of a kind that were given up tried again, or thrown away. */
export function AllOfKind({
  chosen,
  onDone,
}: {
  readonly chosen: JobCount
  readonly onDone: () => Promise<void>
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const confirm = useConfirm()
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const { kind, count } = chosen
  const label = say(chosen.label, locale)
  const retry = async (): Promise<void> => {
    const title = t('retryAllTitle', { kind: label, n: count })
    if (!(await confirm({ title, body: t('retryAllText'), action: t('retryAll') }))) return
    setBusy(true)
    try {
      toast({ text: t('retriedAll', { n: await client.jobs.retryAll(kind) }), tone: 'success' })
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
    setBusy(false)
    await onDone()
  }
  return (
    <>
      <Button type="text" onClick={() => setAsking(true)}>
        {t('discardAll')}
      </Button>
      <Button loading={busy} onClick={() => void retry()}>
        {t('retryAll')}
      </Button>
      {asking ? (
        <DiscardDialog
          title={t('discardAllTitle', { n: count })}
          what={label}
          send={(reason) => client.jobs.discardAll(kind, reason)}
          onClose={() => setAsking(false)}
          onDone={onDone}
        />
      ) : null}
    </>
  )
}
