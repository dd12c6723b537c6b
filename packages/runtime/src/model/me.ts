import type { Model } from '@mortise/schema'
import type { Actor, UserRow } from '@mortise/store'
import { say } from '@mortise/errors'
import type { Workspace } from '../context/workspace.ts'
import { frameSites } from '../frames/sites.ts'
import { standsFor } from '../flows/approvals/standing-in.ts'
import { type EntityRights, rightsOf } from './rights.ts'

/** The signed-in person, what they may do, and the numbers on their bell and inbox. */
export type Me = {
  readonly user: Pick<UserRow, 'id' | 'name' | 'email' | 'departmentId' | 'roles' | 'title'> & {
    readonly locale: string | null
  }
  readonly admin: boolean
  readonly design: boolean
  readonly workspace: {
    readonly key: string
    readonly name: string
    readonly timeZone: string
    readonly currency: string
    /** Sites whose pages forms may show in a frame. */
    readonly sites: readonly string[]
  }
  readonly entities: { readonly [entity: string]: EntityRights }
  /** The administrator who looks through this person's eyes, if somebody does. */
  readonly viewer: { readonly id: string; readonly name: string } | null
  readonly unread: number
  readonly todo: number
  readonly preferences: UserRow['preferences']
}

/** Names of all entities there are. */
export function entityKeys(model: Model): readonly string[] {
  return model.entities.map(({ key }) => key)
}

/** Answers who somebody is. A key has no person: its name and role stand in. */
export async function meOf(workspace: Workspace, actor: Actor): Promise<Me> {
  const published = await workspace.published()
  const { store } = workspace
  const person = actor.userId === null ? null : await store.people.user(actor.userId)
  const [unread, todo] =
    actor.userId === null
      ? [0, 0]
      : [
          (await store.side.notifications(actor.userId, 1)).unread,
          await store.flows.todoCount(
            actor.userId,
            entityKeys(published.model),
            standsFor(await store.flows.agents(workspace.now()), actor.userId, workspace.now()),
          ),
        ]
  const { apps } = published.model
  // What holds for all apps names the workspace; without it the first app does.
  const app = apps.find((one) => one.hidden === true) ?? apps[0]
  const name = say(app?.label ?? workspace.key, actor.locale)
  return {
    user: {
      id: person?.id ?? '',
      name: actor.name,
      email: person?.email ?? '',
      locale: person?.locale ?? null,
      departmentId: actor.departmentId,
      roles: actor.roles,
      title: person?.title ?? null,
    },
    admin: actor.admin,
    design: actor.design,
    workspace: {
      key: workspace.key,
      name,
      timeZone: published.timeZone,
      currency: published.currency,
      sites: await frameSites(workspace),
    },
    entities: rightsOf(published, actor, workspace.options.kit),
    viewer: actor.viewer ?? null,
    unread,
    todo,
    preferences: person?.preferences ?? {},
  }
}
