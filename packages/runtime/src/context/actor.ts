import type { Actor, UserRow } from '@mortise/store'
import type { ExpressionUser } from '@mortise/expressions'
import type { People } from './directory.ts'

/** What roles let a person do beside records; from the published role documents. */
export type RoleFacts = { readonly admin: ReadonlySet<string>; readonly design: ReadonlySet<string> }

const nobody: ExpressionUser = { id: '', dept: null, deptTree: [], roles: [], subordinates: [], attr: {} }

/** The platform itself: sees and does everything, named after what it acts for (`rule:x`, `flow:y`, `install`). */
export function systemActor(via: string): Actor {
  return {
    kind: 'system',
    userId: null,
    name: 'Mortise',
    departmentId: null,
    roles: [],
    admin: true,
    design: true,
    user: nobody,
    locale: 'zh',
    via,
  }
}

/** The actor of a signed-in person. */
export function userActor(
  user: UserRow,
  people: People,
  facts: RoleFacts,
  origin: { readonly via: string; readonly sessionId?: string; readonly ip?: string },
): Actor {
  return {
    kind: 'user',
    userId: user.id,
    name: user.name,
    departmentId: user.departmentId,
    roles: user.roles,
    admin: user.roles.some((role) => facts.admin.has(role)),
    design: user.roles.some((role) => facts.design.has(role) || facts.admin.has(role)),
    user: people.expressionUser(user.id) ?? nobody,
    locale: user.locale,
    ...origin,
  }
}

/** The actor of an API key: a role without a person. */
export function keyActor(
  key: { readonly id: string; readonly name: string; readonly role: string; readonly createdBy: string },
  facts: RoleFacts,
  origin: { readonly ip?: string },
): Actor {
  return {
    kind: 'key',
    userId: null,
    name: key.name,
    departmentId: null,
    roles: [key.role],
    admin: facts.admin.has(key.role),
    design: facts.design.has(key.role) || facts.admin.has(key.role),
    user: { ...nobody, roles: [key.role] },
    locale: 'zh',
    via: 'api',
    keyId: key.id,
    ...origin,
  }
}

/** Who `user` is in conditions and formulas: the person at work; nobody where a flow, a rule or the platform acts. */
export function personOf(actor: Actor): ExpressionUser | undefined {
  return actor.userId === null || actor.kind === 'service' ? undefined : actor.user
}
