import { isApiError } from '@mortise/client'
import { say } from '@mortise/errors'
import { Icon, useNavigator, useT, useToast } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { paths } from '../../workspace/paths.ts'
import { useRefresh } from '../../workspace/queries.ts'
import { useFormStore } from '../form-store.ts'
import { messages } from '../messages.ts'
import type { NodeProps } from './types.ts'

/** A button that runs a rule on the record as it is stored; before it is stored there is nothing to run it on. */
export function ButtonNode({ node, entity, ctx }: NodeProps<'button'>): ReactNode {
  const t = useT(messages)
  const store = useFormStore()
  const { client } = useWorkspace()
  const toast = useToast()
  const refresh = useRefresh()
  const { go } = useNavigator()
  const [busy, setBusy] = useState(false)
  const id = store.state.around.previous?.['id']
  const label = say(node.label, ctx.locale)
  const run = async (record: string): Promise<void> => {
    // The rule would not see what is not saved yet.
    if (store.dirty) return toast({ text: t('saveFirst') })
    setBusy(true)
    try {
      const { records } = await client.work.runRule(node.rule, { entity: entity.key, id: record })
      toast({ text: t('ran', { name: label }), tone: 'success' })
      const made = records.find((one) => one.id !== record)
      if (made !== undefined) go(paths.record(made.entity, made.id))
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      const details = isApiError(error) ? error.details.map(({ message }) => message) : []
      toast({ text: [words, ...details].join(' '), tone: 'danger' })
    }
    await refresh(entity.key)
    setBusy(false)
  }
  return (
    <Button
      loading={busy}
      disabled={typeof id !== 'string'}
      title={typeof id === 'string' ? undefined : t('afterSaving')}
      icon={<Icon name="zap" size={14} />}
      onClick={() => void (typeof id === 'string' && run(id))}
    >
      {label}
    </Button>
  )
}
