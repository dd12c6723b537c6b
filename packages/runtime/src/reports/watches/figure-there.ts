import type { Json } from '@mortise/expressions'
import type { Actor, ReportTarget } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import { errors } from '../../errors.ts'
import { openTarget, partResult } from '../target.ts'
import { hasFigure } from './judge.ts'
import { type AlertSettings, readAlert } from './terms.ts'

/** An alert has to have something to look at: asked once with the rights of who sets it. Throws WATCH_FIGURE. */
export async function refuseNoFigure(
  workspace: Workspace,
  actor: Actor,
  given: ReportTarget & { readonly settings: Json },
): Promise<void> {
  const target = openTarget(await workspace.published(), actor, { ...given, kit: workspace.options.kit })
  const [part] = target?.parts ?? []
  if (target === undefined || part === undefined) throw errors.REPORT_NOT_FOUND({ name: given.target })
  const result = await partResult(workspace, actor, { target, part, filters: {} })
  if (!hasFigure(result, given.settings as unknown as AlertSettings)) throw errors.WATCH_FIGURE()
}

/** The same where an alert is to look at something else; what is no alert of the actor's is told elsewhere. */
export async function refuseNoFigureIn(
  workspace: Workspace,
  actor: Actor,
  { id, settings }: { readonly id: string; readonly settings: unknown },
): Promise<void> {
  const watch = settings === undefined ? null : await workspace.store.side.reportWatches.get(id)
  if (watch?.kind !== 'alert' || (watch.createdBy !== actor.userId && !actor.admin)) return
  await refuseNoFigure(workspace, actor, { ...watch, settings: readAlert(settings) as unknown as Json })
}
