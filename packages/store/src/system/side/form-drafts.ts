import { bindSql, type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type {
  FormDraftHead,
  FormDraftPlace,
  FormDraftRow,
  FormDraftTables,
} from '../../tables/form-drafts.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, jsonSql, textSql, uuidSql } from '../values.ts'

const head = rawSql(`entity, form, record_id as "recordId", updated_at as "updatedAt",
  left(data ->> 'title', 200) as title, left(data ->> 'device', 60) as device`)
const whole = sql`${head}, data, schema_version as "schemaVersion", record_version as "recordVersion"`

function at(userId: string, { entity, form, recordId }: FormDraftPlace): Fragment {
  return sql`user_id = ${uuidSql(userId)} and entity = ${textSql(entity)} and form = ${textSql(form)}
    and record_id is not distinct from ${uuidSql(recordId)}`
}

const named = ({ recordId }: FormDraftPlace): boolean => recordId === null || isUuid(recordId)

/** What people have typed and not saved. */
export function formDraftTables(context: SystemContext): FormDraftTables {
  const { runner } = context
  const draft = context.table('form_draft')
  return {
    list: (userId) =>
      runner.rows<FormDraftHead>(
        sql`select ${head} from ${draft} where user_id = ${uuidSql(userId)} order by updated_at desc, record_id desc, entity, form`,
      ),
    get: async (userId, place) => {
      if (!named(place)) return null
      const [found] = await runner.rows<FormDraftRow>(
        sql`select ${whole} from ${draft} where ${at(userId, place)}`,
      )
      return found ?? null
    },
    put: async (userId, given, atMost) => {
      const [kept] = await runner.rows<FormDraftHead>(sql`insert into ${draft}
          (user_id, entity, form, record_id, data, schema_version, record_version, updated_at)
        values (${uuidSql(userId)}, ${textSql(given.entity)}, ${textSql(given.form)}, ${uuidSql(given.recordId)},
          ${jsonSql(given.data)}, ${bindSql(given.schemaVersion)}::int, ${bindSql(given.recordVersion)}::int,
          ${context.nowSql()})
        on conflict on constraint form_draft_one do update set data = excluded.data,
          schema_version = excluded.schema_version, record_version = excluded.record_version,
          updated_at = excluded.updated_at
        returning ${head}`)
      await runner.change(sql`delete from ${draft} where ctid in (
        select ctid from ${draft} where user_id = ${uuidSql(userId)}
        order by updated_at desc, record_id desc, entity, form offset ${bindSql(atMost)}::int)`)
      return kept ?? { ...given, updatedAt: context.now(), title: null, device: null }
    },
    all: () =>
      runner.rows<FormDraftPlace & { userId: string }>(
        sql`select user_id as "userId", entity, form, record_id as "recordId" from ${draft} order by user_id, updated_at`,
      ),
    carry: async (userId, place, { form, data }) => {
      await runner.change(
        sql`update ${draft} set form = ${textSql(form)}, data = ${jsonSql(data)} where ${at(userId, place)}`,
      )
    },
    remove: async (userId, place) => {
      if (named(place)) await runner.change(sql`delete from ${draft} where ${at(userId, place)}`)
    },
  }
}
