import type { FlowEdgeDocument } from '@mortise/schema'
import { Icon, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useCanvas } from './canvas-context.tsx'
import { messages } from './messages.ts'
import { useOutcomeName } from './outcome-name.ts'

/** A way that leaves a card to one drawn elsewhere; a press goes there. */
export function JumpLine({ edge }: { readonly edge: FlowEdgeDocument }): ReactNode {
  const t = useT(messages)
  const { editor } = useCanvas()
  const outcomeName = useOutcomeName(editor)
  const outcome = outcomeName(edge)
  const name = editor.nameOf(edge.target)
  return (
    <button
      type="button"
      className="f-jump"
      onClick={(event) => {
        event.stopPropagation()
        editor.select({ node: edge.target })
        const target = document.querySelector(`[data-walk="${CSS.escape(edge.target)}"]`)
        target?.scrollIntoView({ block: 'center', inline: 'center', behavior: 'smooth' })
      }}
    >
      <Icon name="corner-down-right" size={14} />
      <span className="m-clip">{outcome === '' ? t('goesTo', { name }) : t('jump', { outcome, name })}</span>
    </button>
  )
}
