import type { Actor, ReportWatchRow, UserRow, WatchRunRow } from '@mortise/store'
import { userActor } from '../../context/actor.ts'
import type { Workspace } from '../../context/workspace.ts'
import { type OpenTarget, openTarget } from '../target.ts'

/** A person who is served, with the rights of this moment. */
export type Served = {
  readonly watch: ReportWatchRow
  readonly run: WatchRunRow
  readonly user: UserRow
  readonly actor: Actor
  readonly target: OpenTarget
}

/** The person of a run and what that person may see of the report now; undefined for nothing any more. */
export async function servedBy(workspace: Workspace, run: WatchRunRow): Promise<Served | undefined> {
  const watch = await workspace.store.side.reportWatches.get(run.watchId)
  const [published, people] = [await workspace.published(), await workspace.people()]
  const user = people.users.find((one) => one.id === run.userId && one.active)
  if (watch === null || user === undefined) return undefined
  const actor = userActor(user, people, published.roleFacts, { via: 'report' })
  const target = openTarget(published, actor, { ...watch, kit: workspace.options.kit })
  return target === undefined ? undefined : { watch, run, user, actor, target }
}
