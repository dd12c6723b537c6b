import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useCanvas } from './canvas-context.tsx'
import { edgeOf, nodeOf } from './graph.ts'
import { messages } from './messages.ts'
import { useNodeWords } from './node-words.ts'
import { useOutcomeName } from './outcome-name.ts'

/** Says what leads to a way that stands beside the main one: outcomes of steps, events on their edge, an undoing. */
export function LaneTitle({ head }: { readonly head: string }): ReactNode {
  const t = useT(messages)
  const { editor } = useCanvas()
  const { flow, outline } = editor
  const outcomeName = useOutcomeName(editor)
  const words = useNodeWords(flow)
  const from = outline.jumps.filter((edge) => edge.target === head)
  const names = from.map((edge) => {
    const node = nodeOf(flow, edge.source)
    const host = node?.['attachedTo']
    if (node !== undefined && typeof host === 'string') return `${editor.nameOf(host)} ${words(node)}`
    return `${editor.nameOf(edge.source)} ${outcomeName(edgeOf(flow, edge.id) ?? edge)}`
  })
  const undone = flow.nodes
    .filter((node) => node['compensation'] === head)
    .map((node) => t('laneUndo', { name: editor.nameOf(node.id) }))
  const all = [...names, ...undone]
  return <h3 className="f-lane-title">{all.length === 0 ? t('laneLost') : all.join(t('comma'))}</h3>
}
