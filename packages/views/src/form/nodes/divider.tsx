import { say } from '@mortise/errors'
import type { ReactNode } from 'react'
import type { NodeProps } from './types.ts'

/** A line, or a heading where it has a name. */
export function DividerNode({ node, ctx }: NodeProps<'divider'>): ReactNode {
  const label = say(node.label, ctx.locale)
  return label === '' ? <hr className="m-rule" /> : <h4 className="m-divider">{label}</h4>
}
