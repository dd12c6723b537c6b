import { bindSql, type Fragment, sql } from '@mortise/expressions/sql'
import type { PublicFormTables, PublicSubmissionRow } from '../../tables/public-forms.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, jsonSql, textSql, uuidSql } from '../values.ts'

const columns = sql`id, link, form, entity, record_id as "recordId", state, reason, "values", session, digest,
  once_key as "onceKey", consent, source, locale, progress_revoked_at as "progressRevokedAt",
  created_at as "createdAt"`

type Names = 'submit' | 'bySession' | 'submission' | 'submissions' | 'settle' | 'revokeProgress' | 'brought'

/** What came in by links. */
export function publicSubmissionTables(context: SystemContext): Pick<PublicFormTables, Names> {
  const { runner } = context
  const table = context.table('public_submission')
  const links = context.table('public_form')
  const one = async (where: Fragment): Promise<PublicSubmissionRow | null> =>
    (await runner.first<PublicSubmissionRow>(sql`select ${columns} from ${table} where ${where}`)) ?? null
  return {
    submit: async (row) => {
      const values = row.values === null ? sql`null` : jsonSql(row.values)
      const kept =
        await runner.change(sql`insert into ${table} (id, link, form, entity, record_id, state, reason, "values",
          session, digest, once_key, consent, source, locale, created_at)
        values (${uuidSql(row.id)}, ${uuidSql(row.link)}, ${textSql(row.form)}, ${textSql(row.entity)},
          ${uuidSql(row.recordId)}, ${textSql(row.state)}, ${textSql(row.reason)}, ${values}, ${uuidSql(row.session)},
          ${textSql(row.digest)}, ${textSql(row.onceKey)}, ${textSql(row.consent)}, ${jsonSql(row.source)},
          ${textSql(row.locale)}, ${context.nowSql()}) on conflict do nothing`)
      if (kept === 1 && row.state === 'held')
        await runner.change(sql`update ${links} set held = held + 1 where id = ${uuidSql(row.link)}`)
      return kept === 1
    },
    bySession: async (session) => (isUuid(session) ? one(sql`session = ${uuidSql(session)}`) : null),
    submission: async (id) => (isUuid(id) ? one(sql`id = ${uuidSql(id)}`) : null),
    submissions: (link, { state, limit }) =>
      runner.rows<PublicSubmissionRow>(sql`select ${columns} from ${table}
        where link = ${uuidSql(link)} and (${textSql(state ?? null)} is null or state = ${textSql(state ?? null)})
        order by created_at desc, id limit ${bindSql(limit)}::int`),
    settle: async (id, recordId) => {
      const settled = await runner.first<{ link: string }>(sql`update ${table}
        set state = ${textSql(recordId === null ? 'dropped' : 'made')}, record_id = ${uuidSql(recordId)}, "values" = null
        where id = ${uuidSql(id)} and state = 'held' returning link`)
      if (settled === undefined) return false
      await runner.change(sql`update ${links} set held = held - 1 where id = ${uuidSql(settled.link)}`)
      return true
    },
    revokeProgress: async (id) => {
      await runner.change(
        sql`update ${table} set progress_revoked_at = ${context.nowSql()} where id = ${uuidSql(id)}`,
      )
    },
    brought: async (session, { partType, asPart }) =>
      (await runner.first<{ files: number; bytes: number }>(sql`select count(*)::int as files,
          coalesce(sum(size), 0)::float8 as bytes
        from ${context.table('file')} where created_by = ${uuidSql(session)} and (type = ${bindSql(partType)}) = ${bindSql(asPart)}`)) ?? {
        files: 0,
        bytes: 0,
      },
  }
}
