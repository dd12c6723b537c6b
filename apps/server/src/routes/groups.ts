import type { Json } from '@mortise/expressions'
import { runtimeErrors, type Unit } from '@mortise/runtime'
import { type Actor, auditedBy } from '@mortise/store'
import { command } from '../command.ts'
import { neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const user = { policy: 'user' } as const
const admin = { policy: 'admin' } as const

async function tell(unit: Unit, actor: Actor, entry: { action: string; data: { [key: string]: Json } }) {
  await unit.tx.side.audit({
    ...entry,
    ...auditedBy(actor),
    entity: null,
    recordId: null,
  })
}

/** People of a list in the body, where there is one. */
function peopleIn(unit: Unit, list: unknown): ReadonlySet<string> | undefined {
  if (!Array.isArray(list)) return undefined
  const ids = new Set(list.map(String))
  const known = new Set(unit.people.users.map(({ id }) => id))
  if ([...ids].some((id) => !known.has(id))) throw runtimeErrors.RECORD_NOT_FOUND()
  return ids
}

type Members = { readonly added: readonly string[]; readonly removed: readonly string[] }

/**
 * Makes the members that the body says belong to a group. With `before`, who belonged to it as its writer saw it, only what
 * the writer changed is changed: somebody else may have changed others meanwhile.
 */
async function setMembers(
  unit: Unit,
  group: string,
  body: ReturnType<typeof readObject>,
): Promise<Members | undefined> {
  const members = peopleIn(unit, body['members'])
  if (members === undefined) return undefined
  const before = peopleIn(unit, body['before'])
  const others = before ?? new Set(unit.people.users.map(({ id }) => id))
  return unit.tx.people.changeMembers(group, {
    add: [...members].filter((id) => before?.has(id) !== true),
    remove: [...others].filter((id) => !members.has(id)),
  })
}

/** Groups of people across departments; who belongs to one is said with the person, or with the group as a whole. */
export const groups: Routes = (app, context) => {
  const { workspace } = context
  const changed = (unit: Unit): void => {
    unit.announce({ topic: 'people' })
    unit.tx.afterCommit(() => workspace.expire())
  }
  const known = (unit: Unit, id: string): void => {
    if (unit.people.groups.every((one) => one.id !== id)) throw runtimeErrors.RECORD_NOT_FOUND()
  }
  app.get('/api/groups', { config: user }, async () => {
    const people = await workspace.people()
    const members = (id: string): number =>
      people.users.filter((one) => one.active && one.groupIds?.includes(id) === true).length
    return { data: people.groups.map((one) => ({ ...one, members: members(one.id) })) }
  })
  app.post('/api/groups', { config: admin }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const name = neededText(body, 'name')
      const row = await unit.tx.people.createGroup({ key: null, name })
      const changes = await setMembers(unit, row.id, body)
      await tell(unit, actor, { action: 'group_created', data: { group: row.id, name, ...changes } })
      changed(unit)
      return { status: 201, body: { data: row } }
    }),
  )
  app.patch<{ Params: { id: string } }>('/api/groups/:id', { config: admin }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      known(unit, request.params.id)
      const body = readObject(request.body)
      const name = neededText(body, 'name')
      const row = await unit.tx.people.renameGroup(request.params.id, name)
      const changes = await setMembers(unit, row.id, body)
      await tell(unit, actor, { action: 'group_changed', data: { group: row.id, name, ...changes } })
      changed(unit)
      return { body: { data: row } }
    }),
  )
  app.delete<{ Params: { id: string } }>('/api/groups/:id', { config: admin }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      known(unit, request.params.id)
      await unit.tx.people.deleteGroup(request.params.id)
      await tell(unit, actor, { action: 'group_deleted', data: { group: request.params.id } })
      changed(unit)
      return { status: 204, body: null }
    }),
  )
}
