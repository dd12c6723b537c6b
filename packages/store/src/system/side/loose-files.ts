import { bindSql, sql } from '@mortise/expressions/sql'
import type { LooseFileTables } from '../../tables/loose-files.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, textSql, textsSql } from '../values.ts'

/** What is known of files that nothing holds. */
export function looseFileTables(context: SystemContext): LooseFileTables {
  const { runner } = context
  const file = context.table('file')
  const gone = context.table('file_gone')
  const these = (ids: readonly string[]) => sql`${bindSql(ids.filter(isUuid).toSorted())}::uuid[]`
  const note = (inner: SystemContext, hashes: readonly string[]) =>
    inner.runner.change(sql`insert into ${gone} (hash, at)
      select hash, ${inner.nowSql()} from unnest(${textsSql(hashes)}) as g (hash)
      on conflict (hash) do update set at = excluded.at`)
  return {
    hold: async (ids) => {
      if (ids.length > 0)
        await runner.change(
          sql`update ${file} set loose_until = null where id = any(${these(ids)}) and loose_until is not null`,
        )
    },
    shorten: async (ids, seconds) => {
      const until = context.nowSql(-seconds)
      await runner.change(sql`update ${file} set loose_until = least(loose_until, ${until})
        where id = any(${these(ids)}) and loose_until is not null`)
    },
    drop: (limit) =>
      context.atomically('loose files', async (inner) => {
        // Whoever holds one at this moment has its row: it is left out here, or found held afterwards.
        const rows = await inner.runner.rows<{ hash: string }>(sql`delete from ${file} f
          where f.loose_until <= ${inner.nowSql()} and f.id in (
            select id from ${file} where loose_until <= ${inner.nowSql()}
              and not exists (select from ${inner.table('form_draft')} d
                where strpos(d.data::text, ${file}.id::text) > 0)
            order by loose_until limit ${bindSql(limit)}::int for update skip locked)
          returning f.hash`)
        const hashes = [...new Set(rows.map(({ hash }) => hash))]
        if (hashes.length > 0) await note(inner, hashes)
        return rows.length
      }),
    contents: async () =>
      (await runner.rows<{ hash: string }>(sql`select hash from ${file} union select hash from ${gone}`)).map(
        ({ hash }) => hash,
      ),
    inherit: async (hashes) => {
      if (hashes.length > 0) await note(context, hashes)
    },
    gone: async (secondsAgo, limit) =>
      (
        await runner.rows<{ hash: string }>(sql`select hash from ${gone}
          where at <= ${context.nowSql(secondsAgo)} order by at limit ${bindSql(limit)}::int`)
      ).map(({ hash }) => hash),
    isNamed: async (hash) =>
      (await runner.first<{ one: number }>(
        sql`select 1 as one from ${file} where hash = ${textSql(hash)}`,
      )) !== undefined,
    settle: async (hash) => {
      await runner.change(sql`delete from ${gone} where hash = ${textSql(hash)}`)
    },
  }
}
