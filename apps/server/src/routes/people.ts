import { say } from '@mortise/errors'
import {
  changePassword,
  personLeft,
  hashPassword,
  newToken,
  passwordIsFit,
  runtimeErrors,
  type Unit,
} from '@mortise/runtime'
import { type Actor, auditedBy, type DepartmentRow, type UserRow } from '@mortise/store'
import { actorOf, command } from '../command.ts'
import { localeOf } from '../plugins/failures.ts'
import { neededText, readObject, textOf } from './asked.ts'
import { sessionsEnded } from '../plugins/caller.ts'
import type { Routes } from './index.ts'

type Body = { readonly [key: string]: unknown }
const user = { policy: 'user' } as const
const admin = { policy: 'admin' } as const

/** What colleagues may know of each other; the rest is for administrators. */
function shown(row: UserRow, actor: Actor) {
  const { id, name, email, title, departmentId, managerId, regionId = null, roles, active, locale } = row
  const { groupIds = [], otherDepartmentIds = [] } = row
  const more = { groupIds, otherDepartmentIds }
  // What designers share between workspaces names people by key.
  const shared = actor.design || actor.admin ? { key: row.key } : {}
  const all = { id, ...shared, name, email, title, departmentId, managerId, regionId, roles, active, ...more }
  return actor.admin ? { ...all, locale } : all
}

function readRoles(unit: Unit, body: Body): { readonly roles?: readonly string[] } {
  const { roles } = body
  if (roles === undefined) return {}
  const known = new Set(unit.published.roles.filter((role) => role.service !== true).map((role) => role.key))
  const list = Array.isArray(roles) ? roles.map(String) : []
  const stranger = list.find((one) => !known.has(one))
  if (stranger !== undefined) throw runtimeErrors.FORBIDDEN({ what: stranger })
  return { roles: list }
}

/** Groups and further departments; only those there are. */
function readBelonging(unit: Unit, body: Body): Partial<Pick<UserRow, 'groupIds' | 'otherDepartmentIds'>> {
  const known = {
    groupIds: new Set(unit.people.groups.map(({ id }) => id)),
    otherDepartmentIds: new Set(unit.people.departments.map(({ id }) => id)),
  }
  const given = (['groupIds', 'otherDepartmentIds'] as const).flatMap((key) => {
    const list = body[key]
    if (!Array.isArray(list)) return []
    const ids = [...new Set(list.map(String))]
    if (ids.some((id) => !known[key].has(id))) throw runtimeErrors.RECORD_NOT_FOUND()
    return [[key, ids] as const]
  })
  return Object.fromEntries(given)
}

const nullable = (body: Body, key: string): { [key: string]: string | null } =>
  Object.hasOwn(body, key) ? { [key]: textOf(body, key) ?? null } : {}

async function audit(
  unit: Unit,
  actor: Actor,
  entry: { readonly action: string; readonly data: Body },
): Promise<void> {
  await unit.tx.side.audit({
    action: entry.action,
    ...auditedBy(actor),
    entity: null,
    recordId: null,
    data: entry.data as never,
  })
}

/** The last person who can administer must stay one. */
function refuseLastAdmin(unit: Unit, row: UserRow, next: Partial<UserRow>): void {
  const adminRoles = unit.published.roleFacts.admin
  const isAdmin = (one: Pick<UserRow, 'roles' | 'active'>): boolean =>
    one.active && one.roles.some((role) => adminRoles.has(role))
  if (!isAdmin(row) || isAdmin({ ...row, ...next })) return
  const others = unit.people.users.filter((one) => one.id !== row.id && isAdmin(one))
  if (others.length === 0) throw runtimeErrors.LAST_ADMIN()
}

/** Users, departments and roles. */
export const people: Routes = (app, context) => {
  const { workspace } = context
  const changed = (unit: Unit): void => {
    unit.announce({ topic: 'people' })
    unit.tx.afterCommit(() => workspace.expire())
  }
  app.get<{ Querystring: { q?: string } }>('/api/users', { config: user }, async (request) => {
    const actor = actorOf(request)
    const { users } = await workspace.people()
    const q = (request.query.q ?? '').trim().toLowerCase()
    const found = users.filter((one) => q === '' || `${one.name} ${one.email}`.toLowerCase().includes(q))
    return { data: found.filter((one) => one.active || actor.admin).map((one) => shown(one, actor)) }
  })
  app.post('/api/users', { config: admin }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const given = textOf(body, 'password')
      if (given !== undefined && !passwordIsFit(given)) throw runtimeErrors.PASSWORD_TOO_WEAK()
      const password = given ?? newToken().slice(0, 16)
      const row = await unit.tx.people.createUser({
        key: null,
        name: neededText(body, 'name'),
        email: neededText(body, 'email').normalize('NFKC').trim().toLowerCase(),
        title: textOf(body, 'title') ?? null,
        departmentId: textOf(body, 'departmentId') ?? null,
        managerId: textOf(body, 'managerId') ?? null,
        regionId: textOf(body, 'regionId') ?? null,
        active: true,
        locale: body['locale'] === 'en' ? 'en' : 'zh',
        passwordHash: await hashPassword(password),
        roles: [],
        ...readRoles(unit, body),
        ...readBelonging(unit, body),
      })
      await audit(unit, actor, { action: 'user_created', data: { user: row.id, roles: row.roles } })
      changed(unit)
      // Shown once: only its hash is kept.
      return {
        status: 201,
        body: { data: { ...shown(row, actor), ...(given === undefined ? { password } : {}) } },
      }
    }),
  )
  app.patch<{ Params: { id: string } }>('/api/users/:id', { config: admin }, async (request, reply) => {
    const body = readObject(request.body)
    const password = textOf(body, 'password')
    if (password !== undefined) {
      await changePassword(workspace.store, { userId: request.params.id, password })
      sessionsEnded(workspace)
    }
    return command(context, { request, reply }, async (unit, actor) => {
      const row = await unit.tx.people.user(request.params.id)
      if (row === null) throw runtimeErrors.RECORD_NOT_FOUND()
      const name = textOf(body, 'name')
      const email = textOf(body, 'email')
      const change: Partial<Omit<UserRow, 'id'>> = {
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email: email.normalize('NFKC').trim().toLowerCase() }),
        ...nullable(body, 'title'),
        ...nullable(body, 'departmentId'),
        ...nullable(body, 'managerId'),
        ...nullable(body, 'regionId'),
        ...(typeof body['active'] === 'boolean' ? { active: body['active'] } : {}),
        ...(body['locale'] === 'zh' || body['locale'] === 'en' ? { locale: body['locale'] } : {}),
        ...readRoles(unit, body),
        ...readBelonging(unit, body),
      }
      refuseLastAdmin(unit, row, change)
      const next = await unit.tx.people.updateUser(row.id, change)
      if (!next.active) await unit.tx.people.endSessionsOf(row.id)
      if (row.active && !next.active) await personLeft(unit, row.id)
      await audit(unit, actor, {
        action: 'user_changed',
        data: { user: row.id, fields: Object.keys(change), roles: next.roles },
      })
      changed(unit)
      return { body: { data: shown(next, actor) } }
    })
  })
  app.get('/api/departments', { config: user }, async () => ({
    data: (await workspace.people()).departments.map(
      ({ id, key, name, parentId, headId, regionId = null }) => ({
        id,
        key,
        name,
        parentId,
        headId,
        regionId,
      }),
    ),
  }))
  app.post('/api/departments', { config: admin }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const row = await unit.tx.people.createDepartment({
        key: null,
        name: neededText(body, 'name'),
        parentId: textOf(body, 'parentId') ?? null,
        headId: textOf(body, 'headId') ?? null,
        regionId: textOf(body, 'regionId') ?? null,
      })
      await audit(unit, actor, { action: 'department_created', data: { department: row.id, name: row.name } })
      changed(unit)
      return { status: 201, body: { data: row } }
    }),
  )
  app.patch<{ Params: { id: string } }>('/api/departments/:id', { config: admin }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const name = textOf(body, 'name')
      const change: Partial<Omit<DepartmentRow, 'id'>> = {
        ...(name === undefined ? {} : { name }),
        ...nullable(body, 'parentId'),
        ...nullable(body, 'headId'),
        ...nullable(body, 'regionId'),
      }
      const row = await unit.tx.people.updateDepartment(request.params.id, change)
      await audit(unit, actor, {
        action: 'department_changed',
        data: { department: row.id, fields: Object.keys(change) },
      })
      changed(unit)
      return { body: { data: row } }
    }),
  )
  app.get('/api/roles', { config: user }, async (request) => {
    const { roles } = await workspace.published()
    // What flows and rules act with is given to nobody.
    const given = roles.filter((role) => role.service !== true)
    return { data: given.map(({ key, label }) => ({ key, label, name: say(label, localeOf(request)) })) }
  })
}
