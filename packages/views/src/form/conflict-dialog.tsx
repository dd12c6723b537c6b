import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FaceContext } from '@mortise/fields/react'
import type { FormProgram } from '@mortise/forms'
import type { EntityModel, RecordValues } from '@mortise/schema'
import { HeadRow, SegmentedControl, useT } from '@mortise/ui'
import { Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useFaceContext } from '../workspace/metadata.tsx'
import { Value } from '../workspace/value.tsx'
import { type Clash, type Merged, resolveClashes } from './merge-records.ts'
import { messages } from './messages.ts'

/** My changes and those that somebody else saved meanwhile, put together as far as they can be. */
export type Conflict = { readonly merged: Merged; readonly theirs: WireRecord }

/** Lets a person choose whose content stays, where both have changed the same thing; everything else is merged already. */
export function ConflictDialog({
  entity,
  program,
  conflict,
  onKeep,
  onCancel,
}: {
  readonly entity: EntityModel
  readonly program: FormProgram
  readonly conflict: Conflict
  readonly onKeep: (values: RecordValues, version: number) => void
  readonly onCancel: () => void
}): ReactNode {
  const t = useT(messages)
  const ctx = useFaceContext(entity.key)
  const { merged, theirs } = conflict
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set())
  const choose = (path: string, whose: string): void =>
    setTaken((before) => {
      const next = new Set(before)
      if (whose === 'theirs') next.add(path)
      else next.delete(path)
      return next
    })
  return (
    <Modal
      open
      width={820}
      title={t('conflict')}
      okText={t('keep')}
      cancelText={t('cancel')}
      onOk={() => onKeep(resolveClashes(merged, taken), theirs.version)}
      onCancel={onCancel}
    >
      <p className="m-faint">{t('conflictBody')}</p>
      <table className="m-simple-table m-stacking">
        <HeadRow names={[t('field'), t('before'), t('mine'), t('theirs'), t('choose')]} />
        <tbody>
          {merged.clashes.map((clash) => {
            const label = say(entity.field(clash.field)?.document.label, ctx.locale)
            const shown = { clash, entity, program, ctx }
            return (
              <tr key={clash.path}>
                <th scope="row">{label}</th>
                <td data-label={t('before')} className="m-faint">
                  <Side {...shown} value={clash.base} />
                </td>
                <td data-label={t('mine')}>
                  <Side {...shown} value={clash.mine} />
                </td>
                <td data-label={t('theirs')}>
                  <Side {...shown} value={clash.theirs} />
                </td>
                <td data-label={t('choose')}>
                  <SegmentedControl
                    label={label}
                    value={taken.has(clash.path) ? 'theirs' : 'mine'}
                    onChange={(value) => choose(clash.path, value)}
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

type SideProps = {
  readonly clash: Clash
  readonly value: Json
  readonly entity: EntityModel
  readonly program: FormProgram
  readonly ctx: FaceContext
}

/** One side of a clash: a value, or the fields of a row in which the sides differ. */
function Side({ clash, value, entity, program, ctx }: SideProps): ReactNode {
  const t = useT(messages)
  const rows = program.tables.get(clash.field)
  if (!clash.path.includes('/') || rows === undefined) {
    const field = entity.field(clash.field)?.document
    return field === undefined ? null : <Value value={value} field={field} ctx={ctx} />
  }
  if (typeof value !== 'object' || value === null) return <span className="m-faint">{t('rowGone')}</span>
  const row = value as { readonly [key: string]: Json }
  const differs = (key: string): boolean => {
    const sides = [clash.base, clash.mine, clash.theirs].map((one) =>
      typeof one === 'object' && one !== null ? JSON.stringify((one as typeof row)[key] ?? null) : undefined,
    )
    return key === rows.entity.document.title || new Set(sides.filter((one) => one !== undefined)).size > 1
  }
  return (
    <dl className="m-clash-row">
      {rows.entity.fields
        .filter(({ key, system }) => !system && key in row && differs(key))
        .map((field) => (
          <div key={field.key}>
            <dt>{say(field.document.label, ctx.locale)}</dt>
            <dd>
              <Value value={row[field.key] ?? null} field={field.document} ctx={ctx} />
            </dd>
          </div>
        ))}
    </dl>
  )
}
