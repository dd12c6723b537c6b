import { bindSql, type Fragment, sql } from '@mortise/expressions/sql'
import type {
  CapturedCallRow,
  ConnectionRow,
  ConnectionTables,
  PersonAccountRow,
} from '../../tables/connections.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, jsonSql, textSql, uuidSql } from '../values.ts'

const columns = sql`key, type, name, settings, secrets, created_at as "createdAt", updated_at as "updatedAt"`
const accountColumns = sql`user_id as "userId", system, account, union_id as "union"`

/** Accounts at systems outside, of the workspace and of its people, and what was kept instead of sent. */
export function connectionTables(context: SystemContext): ConnectionTables {
  return { ...ownTables(context), ...accountTables(context), ...capturedTables(context) }
}

function ownTables(
  context: SystemContext,
): Pick<ConnectionTables, 'list' | 'get' | 'firstOf' | 'put' | 'reseal' | 'lockKeys' | 'remove'> {
  const { runner } = context
  const table = context.table('connection')
  const one = async (rest: Fragment): Promise<ConnectionRow | null> =>
    (await runner.first<ConnectionRow>(sql`select ${columns} from ${table} ${rest}`)) ?? null
  return {
    list: () => runner.rows<ConnectionRow>(sql`select ${columns} from ${table} order by created_at, key`),
    get: (key) => one(sql`where key = ${textSql(key)}`),
    firstOf: (type) => one(sql`where type = ${textSql(type)} order by created_at, key limit 1`),
    put: async ({ key, type, name, settings, secrets }) => {
      await runner.change(sql`insert into ${table} (key, type, name, settings, secrets, created_at, updated_at)
        values (${textSql(key)}, ${textSql(type)}, ${textSql(name)}, ${jsonSql(settings)}, ${jsonSql(secrets)},
          ${context.nowSql()}, ${context.nowSql()})
        on conflict (key) do update set name = excluded.name, settings = excluded.settings,
          secrets = excluded.secrets, updated_at = excluded.updated_at`)
    },
    reseal: async (key, before, after) =>
      (await runner.change(sql`update ${table} set secrets = ${jsonSql(after)}
        where key = ${textSql(key)} and secrets::jsonb = ${jsonSql(before)}::jsonb`)) > 0,
    lockKeys: async () =>
      (
        await runner.first<{ locked: boolean }>(
          sql`select pg_try_advisory_xact_lock(hashtextextended('mortise.keys', 0)) as locked`,
        )
      )?.locked === true,
    remove: async (key) => {
      await runner.change(sql`delete from ${table} where key = ${textSql(key)}`)
    },
  }
}

function accountTables(
  context: SystemContext,
): Pick<ConnectionTables, 'accounts' | 'account' | 'putAccount' | 'removeAccount'> {
  const { runner } = context
  const table = context.table('person_account')
  return {
    accounts: (system) =>
      runner.rows<PersonAccountRow>(sql`select ${accountColumns} from ${table}
        where ${textSql(system ?? null)} is null or system = ${textSql(system ?? null)} order by user_id, system`),
    account: async (userId, system) =>
      isUuid(userId)
        ? ((await runner.first<PersonAccountRow>(sql`select ${accountColumns} from ${table}
            where user_id = ${uuidSql(userId)} and system = ${textSql(system)}`)) ?? null)
        : null,
    putAccount: async ({ userId, system, account, union }) => {
      await runner.change(sql`insert into ${table} (user_id, system, account, union_id, updated_at)
        values (${uuidSql(userId)}, ${textSql(system)}, ${textSql(account)}, ${textSql(union)}, ${context.nowSql()})
        on conflict (user_id, system) do update set account = excluded.account, union_id = excluded.union_id,
          updated_at = excluded.updated_at`)
    },
    removeAccount: async (userId, system) => {
      await runner.change(
        sql`delete from ${table} where user_id = ${uuidSql(userId)} and system = ${textSql(system)}`,
      )
    },
  }
}

function capturedTables(
  context: SystemContext,
): Pick<ConnectionTables, 'capture' | 'captured' | 'clearCaptured'> {
  const { runner } = context
  const table = context.table('captured_call')
  return {
    capture: async ({ id, connector, action, settings, idempotencyKey }) => {
      await runner.change(sql`insert into ${table} (id, connector, action, settings, idempotency_key, at)
        values (${uuidSql(id)}, ${textSql(connector)}, ${textSql(action)}, ${jsonSql(settings)},
          ${textSql(idempotencyKey)}, ${context.nowSql()}) on conflict do nothing`)
    },
    captured: (limit) =>
      runner.rows<CapturedCallRow>(sql`select id, connector, action, settings,
          idempotency_key as "idempotencyKey", at
        from ${table} order by id desc limit ${bindSql(limit)}`),
    clearCaptured: async () => {
      await runner.change(sql`delete from ${table}`)
    },
  }
}
