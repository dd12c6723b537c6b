import { say } from '@mortise/errors'
import type { FieldType } from '@mortise/fields'
import type { FaceContext } from '@mortise/fields/react'
import type { FieldDocument } from '@mortise/schema'
import { type ComponentType, memo, type ReactNode } from 'react'
import type { CanvasLook } from './canvas-look.ts'

/** The control of a field as people will see it, out of reach of pointer and keys. */
export function FieldLook({
  field,
  look: { kit, ctx },
}: {
  readonly field: FieldDocument
  readonly look: Pick<CanvasLook, 'kit' | 'ctx'>
}): ReactNode {
  const type = kit.fields.find(field.type)
  return type === undefined ? (
    <code className="m-code">{field.type}</code>
  ) : (
    <Look field={field} type={type} ctx={ctx} />
  )
}

type LookProps = { readonly field: FieldDocument; readonly type: FieldType; readonly ctx: FaceContext }

// Drawn anew only when the field itself changes: on a form of a thousand fields each edit would draw them all.
const Look: ComponentType<LookProps> = memo(function Look({ field, type, ctx }: LookProps): ReactNode {
  const Face = ctx.faces.find(field.type)?.Input
  if (Face === undefined) return <code className="m-code">{field.type}</code>
  const shown = type.computed !== true && typeof field.default !== 'object' ? (field.default ?? null) : null
  return (
    <div className="d-look" inert>
      <Face
        value={shown}
        onChange={() => undefined}
        field={field}
        ctx={ctx}
        placeholder={field.placeholder === undefined ? undefined : say(field.placeholder, ctx.locale)}
      />
    </div>
  )
})
