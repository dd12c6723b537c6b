import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { refuseFailing } from '../scenarios/gate.ts'
import { type Asked, orPrepared } from './publication.ts'
import { askOfDrafts, publishDrafts } from './publish.ts'

/**
 * Publishes all drafts: at once, or as soon as large tables are prepared for it. Refused where scenarios fail by them that
 * must not, and (unless `acceptUnjudged`) where some of them give no answer.
 */
export async function askPublish(
  workspace: Workspace,
  actor: Actor,
  note: string | null,
  given: { readonly acceptUnjudged?: boolean } = {},
): Promise<Asked<number>> {
  await refuseFailing(workspace, actor, given)
  return orPrepared(
    workspace,
    () => publishDrafts(workspace, actor, note),
    () => askOfDrafts(workspace, actor, note),
  )
}
