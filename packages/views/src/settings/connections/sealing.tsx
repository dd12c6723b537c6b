import { useConfirm, useT, useToast } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** Says that secrets are sealed, and makes a new key for it. */
export function Sealing(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const confirm = useConfirm()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const rotate = async (): Promise<void> => {
    const sure = await confirm({ title: t('rotate'), body: t('rotateAsk'), action: t('rotate') })
    if (!sure) return
    setBusy(true)
    await client.connections
      .rotateKey()
      .then(() => toast({ text: t('rotated'), tone: 'success' }))
      .catch((error: unknown) => toast({ text: refusal(error), tone: 'danger' }))
    await queries.invalidateQueries({ queryKey: ['connections'] })
    setBusy(false)
  }
  return (
    <section className="m-card m-stack">
      <div className="m-connection-tools">
        <strong>{t('sealed')}</strong>
        <Button size="small" loading={busy} onClick={() => void rotate()}>
          {t('rotate')}
        </Button>
      </div>
      <p className="m-faint">{t('sealedNote')}</p>
    </section>
  )
}
