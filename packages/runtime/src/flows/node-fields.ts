import type { LocalizedText } from '@mortise/errors'
import type { StepRights } from '@mortise/forms'
import type { ApprovalSettings, EntityModel, FlowDocument, FlowNodeDocument } from '@mortise/schema'
import { namesColumns, rightOn } from './approvals/masks.ts'

function nodeOf(definition: FlowDocument, nodeId: string): FlowNodeDocument | undefined {
  return definition.nodes.find((one) => one.id === nodeId)
}

function approvalOf(definition: FlowDocument, nodeId: string): ApprovalSettings | undefined {
  return nodeOf(definition, nodeId)?.['approval'] as ApprovalSettings | undefined
}

/** Rights on the record's fields at a node: what the designer set, `read` where nothing is said. */
export function nodeFields(definition: FlowDocument, nodeId: string): StepRights {
  const copies = nodeOf(definition, nodeId)?.['fields'] as StepRights | undefined
  return approvalOf(definition, nodeId)?.fields ?? copies ?? { '*': 'read' }
}

/** Other words on the buttons of a node. */
export function labelsAt(
  definition: FlowDocument,
  nodeId: string,
): { readonly [command: string]: LocalizedText } {
  return approvalOf(definition, nodeId)?.operations?.labels ?? {}
}

/** Fields that the node does not let the person write: the form asks for none of them. */
export function unwritableAt({ fields }: EntityModel, rights: StepRights): ReadonlySet<string> {
  const shut = fields.filter(({ key }) => rightOn(rights, key) !== 'write' && !namesColumns(rights, key))
  return new Set(shut.map(({ key }) => key))
}
