import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import { newId } from '../../database/ids.ts'
import type { PeopleTables, SessionRow, UserRow } from '../../tables/people.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, textSql, timeSql, uuidSql } from '../values.ts'
import { userColumns } from './users.ts'

type SessionTables = Pick<
  PeopleTables,
  'createSession' | 'sessionByToken' | 'sessionsByTokens' | 'viewAs' | 'endSession' | 'endSessionsOf'
>

const defaultIdleSeconds = 3 * 86_400
/** How stale `lastSeenAt` may be: a read writes at most once in this time. */
const seenSeconds = 60

/** Seen columns get a prefix because the user's row comes along. */
const sessionColumns = rawSql(
  `s.token_hash, s.id as session_id, s.created_at, s.last_seen_at, s.expires_at, s.ip, s.agent, s.view_as`,
)
type FoundRow = UserRow & {
  readonly token_hash: string
  readonly session_id: string
  readonly created_at: string
  readonly last_seen_at: string
  readonly expires_at: string
  readonly ip: string | null
  readonly agent: string | null
  readonly view_as: string | null
}

function unfold(row: FoundRow): SessionRow & { readonly user: UserRow } {
  const { token_hash: _, session_id, created_at, last_seen_at, expires_at, ip, agent, view_as, ...user } = row
  return {
    id: session_id,
    userId: user.id,
    createdAt: created_at,
    lastSeenAt: last_seen_at,
    expiresAt: expires_at,
    ip,
    agent,
    viewAs: view_as,
    user,
  }
}

async function findSessions(
  context: SystemContext,
  tokenHashes: readonly string[],
): Promise<readonly FoundRow[]> {
  const idle = context.options.sessionIdleSeconds ?? defaultIdleSeconds
  return context.runner.rows<FoundRow & Row>(sql`select ${sessionColumns}, ${userColumns}
    from ${context.table('session')} s join ${context.table('user')} u on u.id = s.user_id
    where s.token_hash = any(${bindSql(tokenHashes)}::text[]) and u.active
      and s.expires_at > ${context.nowSql()} and s.last_seen_at > ${context.nowSql(idle)}`)
}

/** Sessions: dead when they expired, were idle for too long, or their person was disabled. */
export function sessionTables(context: SystemContext): SessionTables {
  const { runner } = context
  const session = context.table('session')
  const seen: SessionTables['sessionsByTokens'] = async (tokenHashes) => {
    const rows = await findSessions(context, tokenHashes)
    const limit = Date.parse(context.now()) - seenSeconds * 1000
    const late = rows.filter((row) => Date.parse(row.last_seen_at) < limit).map((row) => row.session_id)
    if (late.length > 0)
      // The same minute on two screens: only the first one writes.
      await runner.change(sql`update ${session} set last_seen_at = ${context.nowSql()}
        where id = any(${bindSql(late)}::uuid[]) and last_seen_at < ${context.nowSql(seenSeconds)}`)
    return new Map(rows.map((row) => [row.token_hash, unfold(row)]))
  }
  return {
    createSession: async (given) => {
      const now = context.now()
      const row: SessionRow = {
        id: newId(),
        userId: given.userId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: given.expiresAt,
        ip: given.ip,
        agent: given.agent,
        viewAs: null,
      }
      await runner.change(sql`insert into ${session}
        (id, token_hash, user_id, created_at, last_seen_at, expires_at, ip, agent)
        values (${uuidSql(row.id)}, ${textSql(given.tokenHash)}, ${uuidSql(row.userId)}, ${timeSql(now)},
          ${timeSql(now)}, ${timeSql(row.expiresAt)}, ${textSql(row.ip)}, ${textSql(row.agent)})
        on conflict (token_hash) do update set id = excluded.id, user_id = excluded.user_id,
          created_at = excluded.created_at, last_seen_at = excluded.last_seen_at, expires_at = excluded.expires_at,
          ip = excluded.ip, agent = excluded.agent, view_as = null`)
      return row
    },
    sessionByToken: async (tokenHash) => (await seen([tokenHash])).get(tokenHash) ?? null,
    sessionsByTokens: seen,
    viewAs: async (sessionId, userId) => {
      await runner.change(
        sql`update ${session} set view_as = ${uuidSql(userId)} where id = ${uuidSql(sessionId)}`,
      )
    },
    endSession: async (id) => {
      if (isUuid(id)) await runner.change(sql`delete from ${session} where id = ${uuidSql(id)}`)
    },
    endSessionsOf: async (userId, except) => {
      await runner.change(sql`delete from ${session} where user_id = ${uuidSql(userId)}
        and id is distinct from ${uuidSql(except ?? null)}`)
    },
  }
}
