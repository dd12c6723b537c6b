import type { WorkItemAnswer } from '@mortise/client'
import { randomId, useConfirm, useT, useToast } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../record/refusal.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'
import type { Act } from './use-act.ts'

/** At the foot of a run somebody started, or has acted in: urge whoever has it, recall it, take the decision back. */
export function RunBar({ answer, work }: { readonly answer: WorkItemAnswer; readonly work: Act }): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const confirm = useConfirm()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const { instance, operations } = answer
  const running = instance.state === 'running'
  const mine = instance.starterId === me.user.id
  const waiting = (instance.items ?? []).filter(
    (item) => item.state === 'active' && item.kind !== 'read' && item.assignee !== me.user.id,
  )
  const attempt = async (done: string, run: () => Promise<void>): Promise<void> => {
    setBusy(true)
    try {
      await run()
      toast({ text: done, tone: 'success' })
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
    await queries.invalidateQueries()
    setBusy(false)
  }
  const remind = (): Promise<void> =>
    attempt(t('reminded', { names: waiting.map((item) => item.assigneeName).join(t('comma')) }), async () => {
      for (const item of waiting) await client.work.act(item.id, 'remind', { commandId: randomId() })
    })
  const recall = async (): Promise<void> => {
    const sure = await confirm({
      title: t('recallTitle', { title: answer.item.title }),
      body: t('recallNote'),
      action: t('withdraw'),
      danger: true,
    })
    if (sure)
      await attempt(t('recalled'), () => client.work.run(instance.id, 'recall', { commandId: randomId() }))
  }
  if (!running || (!mine && operations.takeBack !== true)) return null
  return (
    <footer className="m-decide">
      <span className="m-faint m-decide-comment">
        {waiting.length === 0
          ? null
          : t('waitsFor', { names: waiting.map((item) => item.assigneeName).join(t('comma')) })}
      </span>
      <div className="m-decide-buttons">
        {operations.takeBack === true ? (
          <Button loading={work.busy === 'take-back'} onClick={() => void work.act('take-back')}>
            {t('take-back')}
          </Button>
        ) : null}
        {mine ? (
          <Button danger disabled={busy} onClick={() => void recall()}>
            {t('withdraw')}
          </Button>
        ) : null}
        {mine && waiting.length > 0 ? (
          <Button type="primary" disabled={busy} onClick={() => void remind()}>
            {t('remind')}
          </Button>
        ) : null}
      </div>
    </footer>
  )
}
