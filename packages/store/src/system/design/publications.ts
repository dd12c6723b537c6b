import { bindSql, type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import { newId } from '../../database/ids.ts'
import type { Row } from '../../database/runner.ts'
import type { PublicationRow, PublicationTables } from '../../tables/publications.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, jsonSql, textSql, uuidSql } from '../values.ts'

const columns = rawSql(
  'id, state, base_version as "baseVersion", documents, drafts, audit, app_base as "appBase", note, rows::int as rows, version, error, asked_at as "askedAt", ended_at as "endedAt"',
)

const kept = (value: unknown): Fragment => jsonSql(value as Json)

/** Publications that wait for large tables, and what came of them. */
export function publicationTables(context: SystemContext): PublicationTables {
  const { runner } = context
  const table = context.table('publication')
  const one = async (which: Fragment): Promise<PublicationRow | null> =>
    (await runner.first<PublicationRow & Row>(sql`select ${columns} from ${table} ${which}`)) ?? null
  return {
    add: (given) =>
      context.atomically('publication', async (inner) => {
        const id = newId()
        await inner.runner.change(
          sql`update ${table} set state = 'canceled', ended_at = ${inner.nowSql()} where state = 'preparing'`,
        )
        await inner.runner.change(sql`insert into ${table}
          (id, state, base_version, documents, drafts, audit, app_base, note, rows, asked_at)
          values (${uuidSql(id)}, 'preparing', ${bindSql(given.baseVersion)}::int, ${kept(given.documents)},
            ${kept(given.drafts)}, ${kept(given.audit)}, ${given.appBase === null ? rawSql('null') : kept(given.appBase)},
            ${textSql(given.note)}, ${bindSql(given.rows)}::bigint, ${inner.nowSql()})`)
        return id
      }),
    find: (id) => (isUuid(id) ? one(sql`where id = ${uuidSql(id)}`) : Promise.resolve(null)),
    last: () => one(rawSql('order by asked_at desc, id desc limit 1')),
    end: async (id, { state, version = null, error }) => {
      const changed = await runner.change(sql`update ${table}
        set state = ${textSql(state)}, version = ${bindSql(version)}::int,
          error = ${error === undefined ? rawSql('null') : jsonSql(error)}, ended_at = ${context.nowSql()}
        where id = ${uuidSql(id)} and state = 'preparing'`)
      return changed > 0
    },
  }
}
