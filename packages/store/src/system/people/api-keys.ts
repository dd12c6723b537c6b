import { rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import { newId } from '../../database/ids.ts'
import type { ApiKeyRow, PeopleTables } from '../../tables/people.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, textSql, timeSql, uuidSql } from '../values.ts'

const columns = rawSql(
  `k.id, k.name, k.prefix, k.role, k.created_by as "createdBy", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt"`,
)
const usedSeconds = 60

async function findKey(context: SystemContext, tokenHash: string): Promise<ApiKeyRow | null> {
  const { runner } = context
  const key = context.table('api_key')
  const row = await runner.first<ApiKeyRow & Row>(sql`select ${columns}
    from ${key} k join ${context.table('user')} u on u.id = k.created_by
    where k.token_hash = ${textSql(tokenHash)} and u.active
      and (k.expires_at is null or k.expires_at > ${context.nowSql()})`)
  if (row === undefined) return null
  await runner.change(sql`update ${key} set last_used_at = ${context.nowSql()} where id = ${uuidSql(row.id)}
    and (last_used_at is null or last_used_at < ${context.nowSql(usedSeconds)})`)
  return row
}

/** Keys of the API. A key dies with its time and with the account of the person who made it. */
export function apiKeyTables(
  context: SystemContext,
): Pick<PeopleTables, 'createApiKey' | 'apiKeyByToken' | 'apiKeys' | 'deleteApiKey'> {
  const { runner } = context
  const key = context.table('api_key')
  return {
    createApiKey: async ({ tokenHash, ...given }) => {
      const row: ApiKeyRow = { id: newId(), ...given, lastUsedAt: null }
      await runner.change(sql`insert into ${key}
        (id, name, prefix, token_hash, role, created_by, created_at, expires_at)
        values (${uuidSql(row.id)}, ${textSql(row.name)}, ${textSql(row.prefix)}, ${textSql(tokenHash)},
          ${textSql(row.role)}, ${uuidSql(row.createdBy)}, ${context.nowSql()}, ${timeSql(row.expiresAt)})`)
      return row
    },
    apiKeyByToken: (tokenHash) => findKey(context, tokenHash),
    apiKeys: () => runner.rows<ApiKeyRow & Row>(sql`select ${columns} from ${key} k order by id desc`),
    deleteApiKey: async (id) => {
      if (isUuid(id)) await runner.change(sql`delete from ${key} where id = ${uuidSql(id)}`)
    },
  }
}
