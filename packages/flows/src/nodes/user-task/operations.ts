import type { ApprovalSettings, FlowNodeDocument } from '@mortise/schema'
import type { ItemOperations } from '../../define.ts'

/** Approval settings of a node as written. */
export function approvalOf(node: FlowNodeDocument): ApprovalSettings {
  const given = node['approval'] as ApprovalSettings | undefined
  return given ?? { mode: 'one', assignees: [] }
}

/** What people may do with the items of a node. Without `operations` all is on; with it only what it names. */
export function operationsOf(node: FlowNodeDocument): ItemOperations {
  const { operations, decision, comment } = approvalOf(node)
  const decide: ItemOperations['decide'] = decision === false ? ['completeWork'] : ['approve', 'reject']
  const commentFor = comment?.required ?? []
  if (operations === undefined)
    return {
      decide,
      transfer: true,
      delegate: true,
      addSign: ['before', 'after', 'parallel'],
      return: 'anyPassed',
      commentFor,
    }
  return {
    decide,
    transfer: operations.transfer === true,
    delegate: operations.delegate === true,
    addSign: operations.addSign ?? [],
    return: operations.return?.targets ?? 'none',
    commentFor,
  }
}
