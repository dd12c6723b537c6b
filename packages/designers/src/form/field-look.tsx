import { say } from '@mortise/errors'
import type { FieldDocument } from '@mortise/schema'
import type { ReactNode } from 'react'
import { useDesignFaces, useWorkbench } from '../workbench/context.tsx'

/** The control of a field as people will see it, out of reach of pointer and keys. */
export function FieldLook({ field }: { readonly field: FieldDocument }): ReactNode {
  const { kit } = useWorkbench()
  const ctx = useDesignFaces()
  const Face = ctx.faces.find(field.type)?.Input
  const type = kit.fields.find(field.type)
  if (Face === undefined || type === undefined) return <code className="m-code">{field.type}</code>
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
}
