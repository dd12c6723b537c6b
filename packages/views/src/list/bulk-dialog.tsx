import { holdInputs } from '@mortise/fields/inputs'
import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordValues } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { Modal, Select } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { readableFields, useFaceContext, useRights } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

// An input stands at once, with whatever shows it.
holdInputs()

/** One field of all, or only their owner. */
export type BulkDialogKind = 'edit' | 'assign'

/** Asks for a field and the value that all selected records get. */
export function BulkDialog({
  kind,
  entity,
  n,
  onClose,
  onRun,
}: {
  readonly kind: BulkDialogKind
  readonly entity: EntityModel
  readonly n: number
  readonly onClose: () => void
  readonly onRun: (set: RecordValues) => void
}): ReactNode {
  const t = useT(messages)
  const id = useId()
  const ctx = useFaceContext(entity.key)
  const rights = useRights(entity.key)
  const [key, setKey] = useState<string | undefined>(kind === 'assign' ? 'owner' : undefined)
  const [value, setValue] = useState<Json>(null)
  const fields = readableFields(entity, rights).filter((field) => {
    const type = ctx.types.find(field.type)
    const stored = type?.column(field.document) ?? null
    return (
      rights.fields[field.key] === 'write' && type?.computed !== true && (stored !== null || field.system)
    )
  })
  const field = key === undefined ? undefined : entity.field(key)
  const Face = field === undefined ? undefined : ctx.faces.find(field.type)?.Input
  const many = n.toLocaleString('en-US')
  const ready =
    key !== undefined && (value !== null || (kind === 'edit' && field?.document.required !== true))
  return (
    <Modal
      open
      title={t(kind === 'assign' ? 'assignTitle' : 'editTitle', { n: many })}
      okText={kind === 'assign' ? t('assign') : t('editRun', { n: many })}
      okButtonProps={{ disabled: !ready }}
      onCancel={onClose}
      onOk={() => {
        if (key !== undefined) onRun({ [key]: value })
      }}
    >
      <div className="m-bulk-form">
        {kind === 'edit' ? (
          <>
            <label htmlFor={`${id}-field`}>{t('field')}</label>
            <Select
              id={`${id}-field`}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('pickField')}
              value={key ?? null}
              onChange={(next: string) => {
                setKey(next)
                setValue(null)
              }}
              options={fields.map((one) => ({ value: one.key, label: say(one.document.label, ctx.locale) }))}
            />
          </>
        ) : null}
        {field === undefined || Face === undefined ? null : (
          <>
            <label htmlFor={`${id}-value`}>
              {kind === 'assign' ? say(field.document.label, ctx.locale) : t('newValue')}
            </label>
            <Face
              key={field.key}
              id={`${id}-value`}
              value={value}
              onChange={setValue}
              field={field.document}
              ctx={ctx}
            />
            {kind === 'edit' && value === null && field.document.required !== true ? (
              <small className="m-faint">{t('emptiesValue')}</small>
            ) : null}
          </>
        )}
      </div>
    </Modal>
  )
}
