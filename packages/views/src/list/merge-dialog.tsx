import type { WireRecord } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import { say } from '@mortise/errors'
import { isCollection } from '@mortise/fields'
import type { EntityModel, FieldModel } from '@mortise/schema'
import { useT, useToast } from '@mortise/ui'
import { Modal, Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../record/refusal.ts'
import { pluralOf, useFaceContext, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { useRefresh } from '../workspace/queries.ts'
import { Value } from '../workspace/value.tsx'
import { messages } from './messages.ts'

type MergeProps = {
  readonly entity: EntityModel
  readonly records: readonly WireRecord[]
  readonly onDone: () => void
}

const filled = (value: Json | undefined): boolean => (value ?? null) !== null

/** Where a field's value comes from unless somebody says otherwise: the kept record, else the first that has one. */
function sourceOf(key: string, keep: string, records: readonly WireRecord[]): string {
  const kept = records.find(({ id }) => id === keep)
  return filled(kept?.[key]) ? keep : (records.find((one) => filled(one[key]))?.id ?? keep)
}

/** The choices with one more, or one less where nothing is chosen. */
function choose(
  choices: { readonly [field: string]: string },
  key: string,
  id: string | undefined,
): { readonly [field: string]: string } {
  const { [key]: _, ...rest } = choices
  return id === undefined ? rest : { ...rest, [key]: id }
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
  const joins = (field: FieldModel, all: readonly WireRecord[]): boolean =>
    isCollection(ctx.types.find(field.type), field.document) &&
    all.filter((record) => filled(record[field.key])).length > 1
  const run = async (): Promise<void> => {
    try {
      const ids = records.map(({ id }) => id).filter((id) => id !== keep)
      const { merge } = await client.records.merge(entity.key, { keep, ids, choices })
      const undo = async (): Promise<void> => {
        try {
          await client.records.unmerge(entity.key, merge)
        } catch (error) {
          toast({ text: refusal(error), tone: 'danger' })
        }
        await refresh(entity.key)
      }
      toast({ text: t('merged', { n: records.length }), undo })
      onDone()
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
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
                chosen={
                  choices[field.key] ??
                  (joins(field, records) ? undefined : sourceOf(field.key, keep, records))
                }
                choose={(id) => setChoices(choose(choices, field.key, id))}
                joined={joins(field, records)}
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
  joined,
  show,
  label,
}: {
  readonly field: FieldModel
  readonly records: readonly WireRecord[]
  /** Undefined where all are put together. */
  readonly chosen: string | undefined
  readonly choose: (id: string | undefined) => void
  /** Whether the values can be put together instead of choosing one. */
  readonly joined: boolean
  readonly show: (value: Json | undefined) => ReactNode
  readonly label: string
}): ReactNode {
  const t = useT(messages)
  return (
    <tr>
      <th scope="row">
        {label}
        {joined ? (
          <Radio
            className="m-merge-joined"
            aria-label={`${label} ${t('mergeJoined')}`}
            checked={chosen === undefined}
            onChange={() => choose(undefined)}
          >
            {t('mergeJoined')}
          </Radio>
        ) : null}
      </th>
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
