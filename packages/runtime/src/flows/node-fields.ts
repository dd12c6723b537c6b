import type { ApprovalSettings, FlowDocument } from '@mortise/schema'

/** Rights on the record's fields at a node: what the designer set, `read` where nothing is said. */
export function nodeFields(
  definition: FlowDocument,
  nodeId: string,
): { readonly [field: string]: 'write' | 'read' | 'hidden' } {
  const node = definition.nodes.find((one) => one.id === nodeId)
  const approval = node?.['approval'] as ApprovalSettings | undefined
  return approval?.fields ?? { '*': 'read' }
}
