import type { ReactNode } from 'react'
import { FieldControl } from '../field-control.tsx'
import { Subtable } from '../subtable/subtable.tsx'
import type { NodeProps } from './types.ts'

/** A field; one whose type holds rows is drawn as a sub-table. */
export function FieldNode({ node, entity, ctx }: NodeProps<'field'>): ReactNode {
  const field = entity.field(node.field)
  if (field === undefined) return null
  const rows = ctx.types.find(field.type)?.parentField !== undefined
  if (rows) return <Subtable node={{ type: 'subtable', field: node.field }} entity={entity} ctx={ctx} />
  return (
    <FieldControl path={node.field} field={field.document} ctx={ctx} label={node.label} help={node.help} />
  )
}
