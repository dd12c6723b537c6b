import type { WireRecord } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import type { EntityModel } from '@mortise/schema'
import { Icon, useConfirm, useT, useToast } from '@mortise/ui'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { pluralOf, useFaceContext, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { useRefresh } from '../workspace/queries.ts'
import { MergeButton } from './merge-button.tsx'
import { messages } from './messages.ts'

type SelectionProps = {
  readonly entity: EntityModel
  readonly records: readonly WireRecord[]
  readonly onDone: () => void
}

/** What can be done with the selected records at once; appears at the foot of the list. */
export function SelectionBar(props: SelectionProps): ReactNode {
  const { records, onDone, entity } = props
  const t = useT(messages)
  const rights = useRights(entity.key)
  if (records.length === 0) return null
  return (
    <div className="m-selection" role="toolbar" aria-label={t('selected', { n: records.length })}>
      <strong>{t('selected', { n: records.length })}</strong>
      {rights.update && rights.fields['owner'] === 'write' ? <AssignButton {...props} /> : null}
      {rights.update && rights.delete ? <MergeButton {...props} /> : null}
      {rights.delete ? <DeleteButton {...props} /> : null}
      <Button type="text" onClick={onDone}>
        {t('clearSelection')}
      </Button>
    </div>
  )
}

function DeleteButton({ entity, records, onDone }: SelectionProps): ReactNode {
  const { client } = useWorkspace()
  const ctx = useFaceContext(entity.key)
  const t = useT(messages)
  const confirm = useConfirm()
  const toast = useToast()
  const refresh = useRefresh()
  const n = records.length
  const run = async (): Promise<void> => {
    const names = records.slice(0, 5).map((record) => String(record[entity.document.title] ?? ''))
    const body = t('removeBody', { names: names.join('、') + (n > 5 ? ' …' : '') })
    const title = t('removeAsk', { n, name: pluralOf(entity, ctx.locale) })
    if (!(await confirm({ title, body, action: t('remove'), danger: true }))) return
    const ids = records.map((record) => record.id)
    try {
      await client.records.bulk(entity.key, { ids, delete: true })
      const undo = async (): Promise<void> => {
        await client.records.bulk(entity.key, { ids, restore: true })
        await refresh(entity.key)
      }
      toast({ text: t('removed', { n }), ...(entity.document.bin === false ? {} : { undo }) })
      onDone()
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await refresh(entity.key)
  }
  return (
    <Button danger icon={<Icon name="trash-2" size={14} />} onClick={() => void run()}>
      {t('remove')}
    </Button>
  )
}

function AssignButton({ entity, records, onDone }: SelectionProps): ReactNode {
  const { client } = useWorkspace()
  const ctx = useFaceContext(entity.key)
  const t = useT(messages)
  const toast = useToast()
  const refresh = useRefresh()
  const [open, setOpen] = useState(false)
  const [owner, setOwner] = useState<Json>(null)
  const field = entity.field('owner')
  const Face = ctx.faces.find('user')?.Input
  if (field === undefined || Face === undefined) return null
  const n = records.length
  const run = async (): Promise<void> => {
    try {
      await client.records.bulk(entity.key, { ids: records.map(({ id }) => id), set: { owner } })
      toast({ text: t('assigned', { n }) })
      setOpen(false)
      onDone()
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await refresh(entity.key)
  }
  return (
    <>
      <Button icon={<Icon name="user-check" size={14} />} onClick={() => setOpen(true)}>
        {t('assign')}
      </Button>
      <Modal
        open={open}
        title={t('assignTitle', { n })}
        okText={t('assign')}
        okButtonProps={{ disabled: owner === null }}
        onCancel={() => setOpen(false)}
        onOk={run}
        destroyOnHidden
      >
        <Face value={owner} onChange={setOwner} field={field.document} ctx={ctx} />
      </Modal>
    </>
  )
}
