import type { StepRights } from '@mortise/forms'
import type { ApprovalSettings, EntityModel, FlowDocument } from '@mortise/schema'

/** Rights on the record's fields at a node: what the designer set, `read` where nothing is said. */
export function nodeFields(definition: FlowDocument, nodeId: string): StepRights {
  const node = definition.nodes.find((one) => one.id === nodeId)
  const approval = node?.['approval'] as ApprovalSettings | undefined
  return approval?.fields ?? { '*': 'read' }
}

/** Fields that the node does not let the person write: the form asks for none of them. */
export function unwritableAt({ fields }: EntityModel, rights: StepRights): ReadonlySet<string> {
  const shut = fields.filter(({ key }) => (rights[key] ?? rights['*']) !== 'write')
  return new Set(shut.map(({ key }) => key))
}
