import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel, RecordValues } from '@mortise/schema'
import { SegmentedControl, useT } from '@mortise/ui'
import { Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useFaceContext } from '../workspace/metadata.tsx'
import { Value } from '../workspace/value.tsx'
import { messages } from './messages.ts'

/** Two versions of one record: what I wrote, and what somebody else saved meanwhile. */
export type Conflict = { readonly mine: RecordValues; readonly theirs: WireRecord }

/** Lets a person choose field by field whose content stays; only fields that really differ are asked. */
export function ConflictDialog({
  entity,
  conflict,
  onKeep,
  onCancel,
}: {
  readonly entity: EntityModel
  readonly conflict: Conflict
  readonly onKeep: (values: RecordValues, version: number) => void
  readonly onCancel: () => void
}): ReactNode {
  const t = useT(messages)
  const ctx = useFaceContext(entity.key)
  const { mine, theirs } = conflict
  const differing = Object.keys(mine).filter(
    (key) => JSON.stringify(mine[key] ?? null) !== JSON.stringify(theirs[key] ?? null),
  )
  const [choice, setChoice] = useState<{ readonly [key: string]: 'mine' | 'theirs' }>({})
  const keep = (): void => {
    const kept = differing.filter((key) => choice[key] !== 'theirs')
    onKeep(Object.fromEntries(kept.map((key) => [key, mine[key] ?? null])), theirs.version)
  }
  return (
    <Modal
      open
      width={720}
      title={t('conflict')}
      okText={t('keep')}
      cancelText={t('cancel')}
      onOk={keep}
      onCancel={onCancel}
    >
      <p className="m-faint">{t('conflictBody')}</p>
      <table className="m-simple-table m-stacking">
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('mine')}</th>
            <th scope="col">{t('theirs')}</th>
            <th scope="col">{t('choose')}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map((key) => {
            const field = entity.field(key)?.document
            if (field === undefined) return null
            const label = say(field.label, ctx.locale)
            return (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td data-label={t('mine')}>
                  <Value value={mine[key]} field={field} ctx={ctx} />
                </td>
                <td data-label={t('theirs')}>
                  <Value value={theirs[key]} field={field} ctx={ctx} />
                </td>
                <td data-label={t('choose')}>
                  <SegmentedControl
                    label={label}
                    value={choice[key] ?? 'mine'}
                    onChange={(value) => setChoice((now) => ({ ...now, [key]: value }))}
                    options={[
                      { value: 'mine', label: t('mine') },
                      { value: 'theirs', label: t('theirs') },
                    ]}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Modal>
  )
}
