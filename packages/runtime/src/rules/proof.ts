import { inspectionOf, type LoopProof, proveRules } from '@mortise/kit'
import type { Workspace } from '../context/workspace.ts'
import { proposeDrafts } from '../design/proposal.ts'

/**
 * What the drafts would set off, as they are now: circles with what stands in them and why, to be drawn, and rules before
 * the save that contradict each other.
 */
export async function ruleProof(workspace: Workspace): Promise<LoopProof> {
  const { kit } = workspace.options
  const { after } = await proposeDrafts(workspace.store.design, kit)
  return proveRules(after, kit, inspectionOf(kit).checks.extensions)
}
