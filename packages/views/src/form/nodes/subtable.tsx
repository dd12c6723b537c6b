import type { ReactNode } from 'react'
import { Subtable } from '../subtable/subtable.tsx'
import type { NodeProps } from './types.ts'

/** The rows of a sub-table. */
export function SubtableNode({ node, entity, ctx }: NodeProps<'subtable'>): ReactNode {
  return <Subtable node={node} entity={entity} ctx={ctx} />
}
