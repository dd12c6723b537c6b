import type { TimelineEntry, WireRecord } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { IconButton, useConfirm, useT, useToast } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { useRecordRights } from '../workspace/queries.ts'
import { messages } from './messages.ts'

type Props = {
  readonly entry: TimelineEntry
  readonly entity: EntityModel
  readonly record: WireRecord
  /** Whether the change has fields that the reader sees. */
  readonly canUndo: boolean
}

/** Takes a change back, or the whole record to what it was then; a change like any other, so that it can be undone too. */
export function RestoreMenu({ entry, entity, record, canUndo }: Props): ReactNode {
  const { client } = useWorkspace()
  const rights = useRecordRights(entity.key, record.id)
  const t = useT(messages)
  const toast = useToast()
  const confirm = useConfirm()
  const queries = useQueryClient()
  const isCreation = entry.type === 'create'
  const isUpdate = entry.type === 'update'
  if (rights.update === false || entry.id === undefined || !(isCreation || isUpdate)) return null
  const restore = async (as: 'undo' | 'version'): Promise<void> => {
    const sure = await confirm({
      title: t(as === 'undo' ? 'undoChange' : 'backToVersion'),
      body: t(as === 'undo' ? 'undoChangeText' : 'backToVersionText'),
      action: t('bringBack'),
    })
    if (!sure) return
    try {
      await client.records.restore(entity.key, record.id, { seq: entry.id ?? '', as })
      toast({ text: t('broughtBack'), tone: 'success' })
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await queries.invalidateQueries()
  }
  const items = [
    ...(canUndo && isUpdate ? [{ key: 'undo', label: t('undoChange') }] : []),
    { key: 'version', label: t('backToVersion') },
  ]
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, onClick: ({ key }) => void restore(key === 'undo' ? 'undo' : 'version') }}
    >
      <span className="m-story-restore">
        <IconButton icon="history" size={14} label={t('bringBack')} />
      </span>
    </Dropdown>
  )
}
