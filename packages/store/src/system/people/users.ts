import { type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import { databaseFailure } from '../../database/failures.ts'
import { newId } from '../../database/ids.ts'
import type { PeopleTables, UserRow } from '../../tables/people.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { assignments, given, isUuid, jsonSql, textSql, textsSql, uuidSql, uuidsSql } from '../values.ts'
import { bumpRevision } from './revision.ts'

type UserTables = Pick<PeopleTables, 'users' | 'user' | 'createUser' | 'updateUser' | 'credentials'>
type UserPatch = Parameters<PeopleTables['updateUser']>[1]

/** Columns of a user behind the alias `u`, as a `UserRow`. */
export const userColumns: Fragment = rawSql(
  `u.id, u.key, u.name, u.email, u.title, u.department_id as "departmentId", u.manager_id as "managerId", u.region_id as "regionId", u.roles, u.active, u.locale, u.group_ids as "groupIds", u.other_department_ids as "otherDepartmentIds", u.preferences`,
)

/** One form of an address, so that look-alikes (full-width letters, spaces) are one account. */
function normalEmail(email: string): string {
  return email.normalize('NFKC').trim()
}

async function orTaken<T>(
  work: Promise<T>,
  user: { email?: string | undefined; key?: string | null | undefined },
): Promise<T> {
  try {
    return await work
  } catch (error) {
    const constraint = databaseFailure(error)?.constraint
    if (constraint === 'user_email')
      throw systemErrors.PEOPLE_EMAIL_TAKEN({ email: user.email }, { cause: error })
    if (constraint === 'user_key_key')
      throw systemErrors.PEOPLE_KEY_TAKEN({ key: user.key }, { cause: error })
    throw error
  }
}

function patchSql(patch: UserPatch): Fragment | undefined {
  return assignments({
    key: given(patch.key, textSql),
    name: given(patch.name, textSql),
    email: given(patch.email, (email) => textSql(normalEmail(email))),
    title: given(patch.title, textSql),
    department_id: given(patch.departmentId, uuidSql),
    manager_id: given(patch.managerId, uuidSql),
    region_id: given(patch.regionId, uuidSql),
    roles: given(patch.roles, textsSql),
    active: given(patch.active, (active) => rawSql(active ? 'true' : 'false')),
    locale: given(patch.locale, textSql),
    group_ids: given(patch.groupIds, uuidsSql),
    other_department_ids: given(patch.otherDepartmentIds, uuidsSql),
    preferences: given(patch.preferences, mergedSql),
    password_hash: given(patch.passwordHash, textSql),
  })
}

/** Preferences by key: those given replace those that were, null takes one away, and what is not named stays. */
function mergedSql(given: UserRow['preferences']): Fragment {
  const away = Object.keys(given).filter((key) => given[key] === null)
  return sql`((u.preferences::jsonb || ${jsonSql(given)}::jsonb) - ${textsSql(away)}::text[])::json`
}

function insertUser(context: SystemContext, user: Parameters<PeopleTables['createUser']>[0]): Fragment {
  return sql`with ${bumpRevision(context)}
    insert into ${context.table('user')} as u
      (id, key, name, email, title, department_id, manager_id, region_id, roles, active, locale, group_ids,
        other_department_ids, password_hash)
    values (${uuidSql(user.id ?? newId())}, ${textSql(user.key)}, ${textSql(user.name)},
      ${textSql(normalEmail(user.email))}, ${textSql(user.title)}, ${uuidSql(user.departmentId)},
      ${uuidSql(user.managerId)}, ${uuidSql(user.regionId ?? null)}, ${textsSql(user.roles)}, ${rawSql(user.active ? 'true' : 'false')},
      ${textSql(user.locale)}, ${uuidsSql(user.groupIds ?? [])}, ${uuidsSql(user.otherDepartmentIds ?? [])},
      ${textSql(user.passwordHash)})
    returning ${userColumns}`
}

/** Disabling a person ends the sessions in the same statement: enabling again must not bring them back. */
function updateSql(context: SystemContext, id: string, patch: UserPatch): Fragment {
  const user = context.table('user')
  const set = patchSql(patch)
  if (set === undefined) return sql`select ${userColumns} from ${user} u where id = ${uuidSql(id)}`
  const ended = sql`, ended as (delete from ${context.table('session')} where user_id = ${uuidSql(id)})`
  return sql`with ${bumpRevision(context)}${patch.active === false ? ended : rawSql('')}
    update ${user} as u set ${set} where id = ${uuidSql(id)} returning ${userColumns}`
}

/** Users. E-mail addresses are unique whatever their case. */
export function userTables(context: SystemContext): UserTables {
  const { runner } = context
  const user = context.table('user')
  return {
    users: () => runner.rows<UserRow & Row>(sql`select ${userColumns} from ${user} u order by name, id`),
    user: async (id) =>
      isUuid(id)
        ? ((await runner.first<UserRow & Row>(
            sql`select ${userColumns} from ${user} u where id = ${uuidSql(id)}`,
          )) ?? null)
        : null,
    createUser: async (given) => {
      const row = await orTaken(runner.first<UserRow & Row>(insertUser(context, given)), given)
      if (row === undefined) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'user' })
      return row
    },
    updateUser: async (id, patch) => {
      const row = await orTaken(runner.first<UserRow & Row>(updateSql(context, id, patch)), patch)
      if (row === undefined) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'user' })
      return row
    },
    credentials: async (email) =>
      (await runner.first<{ userId: string; passwordHash: string | null; active: boolean }>(
        sql`select id as "userId", password_hash as "passwordHash", active from ${user}
          where lower(email) = lower(${textSql(normalEmail(email))})`,
      )) ?? null,
  }
}
