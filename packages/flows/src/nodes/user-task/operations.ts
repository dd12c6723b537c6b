import type { ApprovalSettings, FlowNodeDocument } from '@mortise/schema'
import type { ItemOperations } from '../../define.ts'

/** Approval settings of a node as written. */
export function approvalOf(node: FlowNodeDocument): ApprovalSettings {
  const given = node['approval'] as ApprovalSettings | undefined
  return given ?? { mode: 'one', assignees: [] }
}

const everything: NonNullable<ApprovalSettings['operations']> = {
  transfer: true,
  delegate: true,
  addSign: ['before', 'after', 'parallel'],
  return: { targets: 'anyPassed', resume: 'rerun' },
  takeBack: true,
  cc: true,
}

/**
 * What people may do with the items of a node. Without `operations` all is on; with it only what it names. What is to be
 * done rather than decided can be finished, handed on and returned.
 */
export function operationsOf(node: FlowNodeDocument): ItemOperations {
  const approval = approvalOf(node)
  const { decision, comment, signature, attachment, sod, mode, dedupeWatch } = approval
  const given = approval.operations ?? everything
  const works = decision === false
  const decide: ItemOperations['decide'] = works ? ['completeWork'] : ['approve', 'reject']
  return {
    decide,
    transfer: given.transfer === true,
    delegate: given.delegate === true && !works,
    addSign: works ? [] : (given.addSign ?? []),
    return: given.return?.targets ?? 'none',
    commentFor: comment?.required ?? [],
    signatureFor: signature === true ? decide : [],
    attachmentFor: attachment?.required ?? [],
    addSignDepth: given.addSignDepth ?? 1,
    takeBack: given.takeBack === true,
    cc: given.cc === true,
    claim: mode === 'claim',
    resume: given.return?.resume ?? 'rerun',
    notSameAs: (sod ?? []).map((one) => one.notSameAs),
    watch: dedupeWatch ?? [],
  }
}
