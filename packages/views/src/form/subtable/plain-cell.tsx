import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import type { FieldState } from '@mortise/forms'
import type { FieldModel } from '@mortise/schema'
import type { ReactNode } from 'react'
import { Value } from '../../workspace/value.tsx'

/** A cell that is not being edited: its value, or what was typed where that can't be read. */
export function PlainCell({
  state,
  field,
  ctx,
}: {
  readonly state: FieldState
  readonly field: FieldModel
  readonly ctx: FaceContext
}): ReactNode {
  const { input, value, errors } = state
  const fault = errors.map((error) => say(error.message, ctx.locale)).join(' ')
  return (
    <div className="m-cell-plain" title={fault === '' ? undefined : fault}>
      {input !== undefined && input !== null ? (
        <span className="m-cell-wrong">{typeof input === 'string' ? input : JSON.stringify(input)}</span>
      ) : (
        <Value value={value} field={field.document} ctx={ctx} />
      )}
      {fault === '' ? null : <span className="m-visually-hidden">{fault}</span>}
    </div>
  )
}
