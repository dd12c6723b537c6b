import type { Json } from '@mortise/expressions'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { DocumentKind } from '@mortise/schema'
import type { Row } from '../../database/runner.ts'
import type { DesignRow, DesignTables } from '../../tables/design.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { jsonSql, textSql } from '../values.ts'
import { forgetUpdates } from './bases.ts'

type Draft = Parameters<DesignTables['putDraft']>[0]

/** Columns of a document or draft, as a `DesignRow`. */
export const designColumns: ReturnType<typeof rawSql> = rawSql('kind, key, app, json, rev, author, at')

async function currentRev(context: SystemContext, draft: Draft): Promise<number> {
  const [kind, key] = [textSql(draft.kind), textSql(draft.key)]
  const row = await context.runner.first<{ rev: number }>(sql`select coalesce(
    (select rev from ${context.table('design_draft')} where kind = ${kind} and key = ${key}),
    (select rev from ${context.table('design_document')} where kind = ${kind} and key = ${key} and version_to is null),
    0) as rev`)
  return row?.rev ?? 0
}

/**
 * The first draft of a document is checked against the published one, every later one against the draft it replaces.
 * The second check stands in the conflict clause, so that of two that save at the same moment one is refused.
 */
async function putDraft(context: SystemContext, draft: Draft): Promise<{ readonly rev: number }> {
  const expected = draft.expectedRev
  if (expected !== undefined && expected !== (await currentRev(context, draft)))
    throw await stale(context, draft)
  const guard = expected === undefined ? rawSql('') : sql` where d.rev = ${bindSql(expected)}::bigint`
  const row = await context.runner.first<{ rev: number }>(sql`
    insert into ${context.table('design_draft')} as d (kind, key, app, json, rev, author, at)
    values (${textSql(draft.kind)}, ${textSql(draft.key)}, ${textSql(draft.app)},
      ${draft.json === null ? rawSql('null') : jsonSql(draft.json)},
      nextval(${bindSql(`"${context.schema}".design_rev`)}::regclass), ${textSql(draft.author)}, ${context.nowSql()})
    on conflict (kind, key) do update set
      app = excluded.app, json = excluded.json, rev = excluded.rev, author = excluded.author, at = excluded.at${guard}
    returning rev`)
  if (row === undefined) throw await stale(context, draft)
  return row
}

async function stale(context: SystemContext, draft: Draft): Promise<Error> {
  return systemErrors.DESIGN_DRAFT_STALE({ key: draft.key, current: await currentRev(context, draft) })
}

/** Drafts beside the published documents. */
export function draftTables(context: SystemContext): Pick<DesignTables, 'drafts' | 'putDraft' | 'dropDraft'> {
  const draft = context.table('design_draft')
  return {
    drafts: async () => {
      const rows = await context.runner.rows<
        Omit<DesignRow, 'json'> & { json: Json | null; deleted: boolean } & Row
      >(sql`select ${designColumns}, json is null as deleted from ${draft} order by kind, key`)
      return rows
    },
    putDraft: (given) => putDraft(context, given),
    dropDraft: async (kind: DocumentKind, key) => {
      await context.runner.change(
        sql`delete from ${draft} where kind = ${textSql(kind)} and key = ${textSql(key)}`,
      )
      await forgetUpdates(context)
    },
  }
}
