import type { WireRecord } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import { say } from '@mortise/errors'
import type { EntityModel, FieldModel } from '@mortise/schema'
import { useT, useToast } from '@mortise/ui'
import { Modal, Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import { pluralOf, useFaceContext, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { useRefresh } from '../workspace/queries.ts'
import { Value } from '../workspace/value.tsx'
import { messages } from './messages.ts'

type MergeProps = {
  readonly entity: EntityModel
  readonly records: readonly WireRecord[]
  readonly onDone: () => void
}

/** Most records that can be looked at side by side. */
export const mostMerged = 6

const filled = (value: Json | undefined): boolean => (value ?? null) !== null

/** Where a field's value comes from unless somebody says otherwise: the kept record, else the first that has one. */
function sourceOf(key: string, keep: string, records: readonly WireRecord[]): string {
  const kept = records.find(({ id }) => id === keep)
  return filled(kept?.[key]) ? keep : (records.find((one) => filled(one[key]))?.id ?? keep)
}

/** Shows records side by side where they differ, and makes them one as is chosen. */
export function MergeDialog({
  entity,
  records,
  onClose,
  onDone,
}: MergeProps & { readonly onClose: () => void }): ReactNode {
  const { client } = useWorkspace()
  const ctx = useFaceContext(entity.key)
  const rights = useRights(entity.key)
  const t = useT(messages)
  const toast = useToast()
  const refresh = useRefresh()
  const [keep, setKeep] = useState(records[0]?.id ?? '')
  const [choices, setChoices] = useState<{ readonly [field: string]: string }>({})
  const fields = entity.fields.filter(
    (field) =>
      !field.system &&
      rights.fields[field.key] === 'write' &&
      ctx.types.find(field.type)?.computed !== true &&
      entity.relation(field.key)?.owned !== true &&
      new Set(records.map((record) => JSON.stringify(record[field.key] ?? null))).size > 1,
  )
  const run = async (): Promise<void> => {
    try {
      const ids = records.map(({ id }) => id).filter((id) => id !== keep)
      const { merge } = await client.records.merge(entity.key, { keep, ids, choices })
      const undo = async (): Promise<void> => {
        await client.records.unmerge(entity.key, merge)
        await refresh(entity.key)
      }
      toast({ text: t('merged', { n: records.length }), undo })
      onDone()
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await refresh(entity.key)
  }
  return (
    <Modal
      open
      width={Math.min(960, 260 + records.length * 200)}
      title={t('mergeTitle', { n: records.length, name: pluralOf(entity, ctx.locale) })}
      okText={t('merge')}
      onCancel={onClose}
      onOk={run}
    >
      <p className="m-faint">{t('mergeBody')}</p>
      <div className="m-scroll-x">
        <table className="m-simple-table m-merge">
          <thead>
            <tr>
              <th scope="col">{t('mergeKeep')}</th>
              {records.map((record) => (
                <th key={record.id} scope="col">
                  <Radio checked={record.id === keep} onChange={() => setKeep(record.id)}>
                    {String(record[entity.document.title] ?? '—')}
                  </Radio>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <FieldRow
                key={field.key}
                field={field}
                records={records}
                chosen={choices[field.key] ?? sourceOf(field.key, keep, records)}
                choose={(id) => setChoices({ ...choices, [field.key]: id })}
                show={(value) => <Value value={value} field={field.document} ctx={ctx} />}
                label={say(field.document.label, ctx.locale)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  )
}

/** One field that differs: the value of each record, and which of them stays. */
function FieldRow({
  field,
  records,
  chosen,
  choose,
  show,
  label,
}: {
  readonly field: FieldModel
  readonly records: readonly WireRecord[]
  readonly chosen: string
  readonly choose: (id: string) => void
  readonly show: (value: Json | undefined) => ReactNode
  readonly label: string
}): ReactNode {
  return (
    <tr>
      <th scope="row">{label}</th>
      {records.map((record) => (
        <td key={record.id}>
          <Radio
            aria-label={`${label} ${records.indexOf(record) + 1}`}
            checked={record.id === chosen}
            onChange={() => choose(record.id)}
          >
            {filled(record[field.key]) ? show(record[field.key]) : <span className="m-faint">—</span>}
          </Radio>
        </td>
      ))}
    </tr>
  )
}
