import type { FlowEdgeDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { nodeOf } from './graph.ts'
import { messages } from './messages.ts'
import type { FlowEditor } from './use-flow-editor.ts'

/** Says by which outcome an edge is taken: 拒绝后; empty for edges that ask for none. */
export function useOutcomeName(editor: FlowEditor): (edge: FlowEdgeDocument) => string {
  const t = useT(messages)
  const locale = useLocale()
  return ({ source, outcome }) => {
    if (outcome === undefined) return ''
    const node = nodeOf(editor.flow, source)
    const port =
      node === undefined
        ? undefined
        : editor.nodes
            .find(node.type)
            ?.ports(node)
            .find((one) => one.key === outcome)
    return t('outcome', { name: port?.label?.[locale] ?? outcome })
  }
}
