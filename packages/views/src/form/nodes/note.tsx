import { say } from '@mortise/errors'
import { Icon } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { NodeProps } from './types.ts'

/** A few words of the designer to the person. */
export function NoteNode({ node, ctx }: NodeProps<'note'>): ReactNode {
  return (
    <p className="m-note" data-tone={node.tone ?? 'info'}>
      <Icon name={node.tone === 'warning' ? 'triangle-alert' : 'info'} />
      {say(node.text, ctx.locale)}
    </p>
  )
}
