import type { WireRecord } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { useConfirm, useNavigator, useT, useToast } from '@mortise/ui'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { useRefresh } from '../workspace/queries.ts'
import { messages } from './messages.ts'

type Removal = {
  readonly entity: EntityModel
  readonly record: WireRecord
  /** Called instead of going to the list. */
  readonly onGone?: (() => void) | undefined
}

/** Deletes a record after asking; what goes to the bin can be taken back from the toast. */
export function useRemove({ entity, record, onGone }: Removal): () => Promise<void> {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const confirm = useConfirm()
  const refresh = useRefresh()
  const { go } = useNavigator()
  const name = String(record[entity.document.title] ?? '')
  const bin = entity.document.bin !== false
  return async () => {
    const body = t(bin ? 'removeBody' : 'removeForGood')
    if (!(await confirm({ title: t('removeAsk', { name }), body, action: t('remove'), danger: true }))) return
    try {
      await client.records.remove(entity.key, record.id, record.version)
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
      return
    }
    const undo = async (): Promise<void> => {
      await client.records.bulk(entity.key, { ids: [record.id], restore: true })
      await refresh(entity.key)
    }
    toast({ text: t('removed', { name }), ...(bin ? { undo } : {}) })
    if (onGone === undefined) go(paths.list(entity.key))
    else onGone()
    await refresh(entity.key)
  }
}
