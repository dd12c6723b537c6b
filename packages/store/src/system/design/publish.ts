import { bindSql, type Fragment, sql } from '@mortise/expressions/sql'
import type { DesignTables } from '../../tables/design.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textSql, textsSql } from '../values.ts'
import { settleUpdates } from './bases.ts'

type Publication = Parameters<DesignTables['publish']>[0]

/** The given documents as a table `g (kind, key, app, json)`; json as text, null removes. The last of a name wins. */
function givenDocuments(documents: Publication['documents']): Fragment {
  const unique = [...new Map(documents.map((one) => [`${one.kind} ${one.key}`, one])).values()]
  return sql`unnest(${textsSql(unique.map((one) => one.kind))}, ${textsSql(unique.map((one) => one.key))},
    ${textsSql(unique.map((one) => one.app))},
    ${textsSql(unique.map((one) => (one.json === null ? null : JSON.stringify(one.json))))}) as g (kind, key, app, json)`
}

async function nextVersion(context: SystemContext): Promise<number> {
  const { runner } = context
  await runner.rows(
    sql`select pg_advisory_xact_lock(hashtextextended(${textSql(`mortise.publish ${context.schema}`)}, 0))`,
  )
  const row = await runner.first<{ version: number }>(
    sql`select coalesce(max(version), 0) + 1 as version from ${context.table('design_version')}`,
  )
  return row?.version ?? 1
}

async function replaceDocuments(
  context: SystemContext,
  given: Fragment,
  publication: { readonly version: number; readonly author: string | null },
): Promise<void> {
  const { runner } = context
  const document = context.table('design_document')
  const version = sql`${bindSql(publication.version)}::int`
  // What did not change keeps its row, and with it its revision and author.
  await runner.change(sql`update ${document} as d set version_to = ${version} from ${given}
    where d.kind = g.kind and d.key = g.key and d.version_to is null
      and (g.json is distinct from d.json::text or g.app <> d.app)`)
  await runner.change(sql`insert into ${document} (kind, key, version_from, app, json, rev, author, at)
    select g.kind, g.key, ${version}, g.app, g.json::json,
      coalesce(draft.rev, nextval(${bindSql(`"${context.schema}".design_rev`)}::regclass)),
      ${textSql(publication.author)}, ${context.nowSql()}
    from ${given} left join ${context.table('design_draft')} draft on draft.kind = g.kind and draft.key = g.key
    where g.json is not null and not exists (
      select from ${document} d where d.kind = g.kind and d.key = g.key and d.version_to is null)`)
  await runner.change(sql`delete from ${context.table('design_draft')} d using ${given}
    where d.kind = g.kind and d.key = g.key`)
}

/** Writes the next version, whole or not at all. One publication of a workspace at a time. */
export function publish(context: SystemContext, publication: Publication): Promise<number> {
  return context.atomically('publish', async (inner) => {
    const version = await nextVersion(inner)
    const { author, note, changes } = publication
    await replaceDocuments(inner, givenDocuments(publication.documents), { version, author })
    await inner.runner.change(sql`insert into ${inner.table('design_version')} (version, at, author, note, changes)
      values (${bindSql(version)}::int, ${inner.nowSql()}, ${textSql(author)}, ${textSql(note)}, ${jsonSql(changes)})`)
    await settleUpdates(inner, [...new Set(publication.documents.map(({ app }) => app))])
    return version
  })
}
