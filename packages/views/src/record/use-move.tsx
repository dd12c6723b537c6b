import { holdInputs } from '@mortise/fields/inputs'
import { isApiError, type WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { EntityModel, FieldModel, RecordValues } from '@mortise/schema'
import { useT, useToast } from '@mortise/ui'
import { Modal } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useFaceContext, useWorkspace } from '../workspace/metadata.tsx'
import { useRefresh } from '../workspace/queries.ts'
import { messages } from './messages.ts'
import { refusal } from './refusal.ts'
import { optionsOf } from './stages.ts'

// An input stands at once, with whatever shows it.
holdInputs()

type Gap = { readonly field: FieldModel; readonly message: string }

type Asking = {
  readonly record: WireRecord
  readonly to: string
  readonly gaps: readonly Gap[]
  readonly settle: (moved: boolean) => void
}

/** Moving records along their stages, with the dialog that asks for what a stage requires. */
export type Mover = {
  /** True when the record is in the new stage. */
  readonly move: (record: WireRecord, to: string) => Promise<boolean>
  readonly dialog: ReactNode
}

/**
 * Moves a record to a stage. When the server says that fields are missing, they are asked in place and the move is
 * tried again with them; any other refusal is told and the record stays. A move can be undone from its toast.
 */
export function useMove(entity: EntityModel, field: FieldModel | undefined): Mover {
  const { client } = useWorkspace()
  const refresh = useRefresh()
  const ctx = useFaceContext(entity.key)
  const toast = useToast()
  const t = useT(messages)
  const [asking, setAsking] = useState<Asking>()
  const key = field?.key ?? ''
  const labelOf = (value: string): string =>
    say(field && optionsOf(field).find((option) => option.value === value)?.label, ctx.locale)

  const write = async (record: WireRecord, values: RecordValues): Promise<void> => {
    const saved = await client.records.update(entity.key, record.id, { values, version: record.version })
    const before = Object.fromEntries(Object.keys(values).map((one) => [one, record[one] ?? null]))
    const undo = async (): Promise<void> => {
      await client.records
        .update(entity.key, record.id, { values: before, version: saved.data.version })
        .catch((error: Error) => toast({ text: error.message, tone: 'danger' }))
      await refresh(entity.key)
    }
    toast({ text: t('moved', { stage: labelOf(String(values[key])) }), undo })
    void refresh(entity.key)
  }

  const move: Mover['move'] = async (record, to) => {
    try {
      await write(record, { [key]: to })
      return true
    } catch (error) {
      const gaps = gapsOf(error, entity, key)
      if (gaps.length > 0) {
        return new Promise((settle) => setAsking({ record, to, gaps, settle }))
      }
      toast({ text: refusal(error), tone: 'danger' })
      return false
    }
  }
  const finish = (moved: boolean): void => {
    asking?.settle(moved)
    setAsking(undefined)
  }
  const dialog =
    asking === undefined ? null : (
      <AskDialog
        entity={entity}
        asking={asking}
        title={t('moveNeeds', { stage: labelOf(asking.to) })}
        onCancel={() => finish(false)}
        onSubmit={async (values) => {
          await write(asking.record, { ...values, [key]: asking.to })
          finish(true)
        }}
      />
    )
  return { move, dialog }
}

/** The fields a refusal names, without the stage itself. */
function gapsOf(error: unknown, entity: EntityModel, stage: string): readonly Gap[] {
  if (!isApiError(error)) return []
  return error.details.flatMap(({ path, message }) => {
    const field = path === stage ? undefined : entity.field(path)
    return field === undefined || field.system ? [] : [{ field, message }]
  })
}

function AskDialog({
  entity,
  asking,
  title,
  onCancel,
  onSubmit,
}: {
  readonly entity: EntityModel
  readonly asking: Asking
  readonly title: string
  readonly onCancel: () => void
  readonly onSubmit: (values: RecordValues) => Promise<void>
}): ReactNode {
  const ctx = useFaceContext(entity.key)
  const t = useT(messages)
  const id = useId()
  const [gaps, setGaps] = useState(asking.gaps)
  const [problem, setProblem] = useState<string>()
  const [values, setValues] = useState<{ readonly [key: string]: Json }>({})
  const submit = async (): Promise<void> => {
    try {
      await onSubmit(values)
    } catch (error) {
      const next = gapsOf(error, entity, '')
      setProblem(next.length === 0 ? refusal(error) : undefined)
      setGaps((now) => [...now, ...next.filter((gap) => !now.some((one) => one.field.key === gap.field.key))])
    }
  }
  return (
    <Modal open title={title} okText={t('move')} cancelText={t('cancel')} onCancel={onCancel} onOk={submit}>
      <div className="m-stack">
        {gaps.map(({ field, message }) => {
          const Face = ctx.faces.find(field.type)?.Input
          const fieldId = `${id}-${field.key}`
          return Face === undefined ? null : (
            <div key={field.key}>
              <label htmlFor={fieldId}>{say(field.document.label, ctx.locale)}</label>
              <Face
                id={fieldId}
                value={values[field.key] ?? asking.record[field.key] ?? null}
                onChange={(value) => setValues((now) => ({ ...now, [field.key]: value }))}
                field={field.document}
                ctx={ctx}
                describedBy={`${fieldId}-why`}
              />
              <span id={`${fieldId}-why`} className="m-faint">
                {message}
              </span>
            </div>
          )
        })}
        {problem === undefined ? null : (
          <span className="m-error" role="alert">
            {problem}
          </span>
        )}
      </div>
    </Modal>
  )
}
