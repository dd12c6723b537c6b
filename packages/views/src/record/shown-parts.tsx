import type { WireRecord } from '@mortise/client'
import type { EntityModel, FormDocument } from '@mortise/schema'
import type { ReactNode } from 'react'
import '../styles/form.css'
import { FormStoreProvider } from '../form/form-store.ts'
import { nodeFaces } from '../form/nodes/faces.ts'
import type { NodeProps } from '../form/nodes/types.ts'
import { useOpenForm } from '../form/use-open-form.ts'
import { useFaceContext } from '../workspace/metadata.tsx'
import type { ShownPart } from './shown-part.ts'

type Face = (props: NodeProps<ShownPart['node']['type']>) => ReactNode

/** Codes, formatted words and embedded pages of a form, over a record that is read. */
export function ShownParts({
  entity,
  record,
  form,
  parts,
}: {
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly form: FormDocument
  readonly parts: readonly ShownPart[]
}): ReactNode {
  const store = useOpenForm({ entity, record, purpose: form.purpose, form })
  const ctx = useFaceContext(entity.key, record.id)
  if (store === undefined) return null
  return (
    <FormStoreProvider value={store}>
      <div className="m-shown-parts">
        {parts.map(({ node, pointer }) => {
          const Draw = nodeFaces[node.type] as Face
          return <Draw key={pointer} node={node as never} pointer={pointer} entity={entity} ctx={ctx} />
        })}
      </div>
    </FormStoreProvider>
  )
}
