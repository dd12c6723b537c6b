import { bindSql, type Fragment, joinSql, sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type {
  PublicFormPatch,
  PublicFormRow,
  PublicFormTables,
  PublicKeyRow,
} from '../../tables/public-forms.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { isUuid, textSql, textsSql, timeSql, uuidSql } from '../values.ts'
import { publicSubmissionTables } from './public-submissions.ts'

const columns = sql`id, entity, form, channel, key_id as "keyId", nonce, enabled, opens_at as "opensAt",
  closes_at as "closesAt", quota, sites, owner, difficulty, views::int, submissions::int, held::int,
  created_by as "createdBy", created_at as "createdAt", revoked_at as "revokedAt"`

const whole = (value: number | null): Fragment => sql`${bindSql(value)}::int`
const yesNo = (value: boolean): Fragment => sql`${bindSql(value)}::boolean`

function sets(patch: PublicFormPatch): readonly Fragment[] {
  const list: Fragment[] = []
  const { channel, enabled, opensAt, closesAt, quota, sites, owner, difficulty } = patch
  if (channel !== undefined) list.push(sql`channel = ${textSql(channel)}`)
  if (enabled !== undefined) list.push(sql`enabled = ${yesNo(enabled)}`)
  if (opensAt !== undefined) list.push(sql`opens_at = ${timeSql(opensAt)}`)
  if (closesAt !== undefined) list.push(sql`closes_at = ${timeSql(closesAt)}`)
  if (quota !== undefined) list.push(sql`quota = ${whole(quota)}`)
  if (sites !== undefined) list.push(sql`sites = ${textsSql(sites)}`)
  if (owner !== undefined) list.push(sql`owner = ${uuidSql(owner)}`)
  if (difficulty !== undefined) list.push(sql`difficulty = ${whole(difficulty)}`)
  return list
}

/** Links by which strangers fill in forms, the keys that sign them, and what came in. */
export function publicFormTables(context: SystemContext): PublicFormTables {
  const { runner } = context
  const table = context.table('public_form')
  const keyTable = context.table('public_key')
  const keys = (): Promise<readonly PublicKeyRow[]> =>
    runner.rows<PublicKeyRow>(sql`select id, secret, retired_at is not null as retired from ${keyTable}
      order by retired_at is not null, created_at desc, id`)
  const one = async (where: Fragment): Promise<PublicFormRow | null> =>
    (await runner.first<PublicFormRow>(sql`select ${columns} from ${table} where ${where}`)) ?? null
  return {
    ...publicSubmissionTables(context),
    keys,
    firstKey: async ({ id, secret }) => {
      await runner.change(sql`insert into ${keyTable} (id, secret, created_at)
        select ${textSql(id)}, ${textSql(secret)}, ${context.nowSql()}
        where not exists (select from ${keyTable})`)
      return keys()
    },
    renewKey: async ({ id, secret }) => {
      await runner.change(
        sql`update ${keyTable} set retired_at = ${context.nowSql()} where retired_at is null`,
      )
      await runner.change(sql`insert into ${keyTable} (id, secret, created_at)
        values (${textSql(id)}, ${textSql(secret)}, ${context.nowSql()})`)
    },
    readdress: async (id, { keyId, nonce, tokenHash }) => {
      await runner.change(sql`update ${table} set key_id = ${textSql(keyId)}, nonce = ${textSql(nonce)},
        token_hash = ${textSql(tokenHash)} where id = ${uuidSql(id)} and revoked_at is null`)
    },
    create: async (given) => {
      const { opensAt = null, closesAt = null, quota = null, sites = [], owner = null } = given
      const { channel = '', enabled = true, difficulty, createdBy, tokenHash, entity, form } = given
      const row = await runner.first<PublicFormRow>(sql`insert into ${table}
          (id, entity, form, channel, key_id, nonce, token_hash, enabled, opens_at, closes_at, quota, sites, owner,
            difficulty, created_by, created_at)
        values (${uuidSql(newId())}, ${textSql(entity)}, ${textSql(form)}, ${textSql(channel)}, ${textSql(given.keyId)},
          ${textSql(given.nonce)}, ${textSql(tokenHash)}, ${yesNo(enabled)}, ${timeSql(opensAt)}, ${timeSql(closesAt)},
          ${whole(quota)}, ${textsSql(sites)}, ${uuidSql(owner)}, ${whole(difficulty)}, ${uuidSql(createdBy)},
          ${context.nowSql()}) returning ${columns}`)
      if (row === undefined) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'public form' })
      return row
    },
    list: (form) =>
      runner.rows<PublicFormRow>(sql`select ${columns} from ${table}
        where revoked_at is null and (${textSql(form ?? null)} is null or form = ${textSql(form ?? null)})
        order by created_at desc, id limit 500`),
    get: async (id) => (isUuid(id) ? one(sql`id = ${uuidSql(id)}`) : null),
    byToken: (hash) => one(sql`token_hash = ${textSql(hash)} and revoked_at is null`),
    update: async (id, patch) => {
      const list = sets(patch)
      if (list.length > 0)
        await runner.change(sql`update ${table} set ${joinSql(list, ', ')} where id = ${uuidSql(id)}`)
    },
    revoke: async (id) => {
      await runner.change(
        sql`update ${table} set revoked_at = ${context.nowSql()} where id = ${uuidSql(id)} and revoked_at is null`,
      )
    },
    viewed: async (id) => {
      await runner.change(sql`update ${table} set views = views + 1 where id = ${uuidSql(id)}`)
    },
    take: async (id) =>
      (await runner.change(sql`update ${table} set submissions = submissions + 1
        where id = ${uuidSql(id)} and revoked_at is null and (quota is null or submissions < quota)`)) === 1,
  }
}
