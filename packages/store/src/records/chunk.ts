import { auditedBy } from '../audit/audited-by.ts'
import { bindSql, sql } from '@mortise/expressions/sql'
import { insertAudit } from '../audit/insert.ts'
import { bulkIds } from '../bulk/ids.ts'
import { ownTable } from '../sql/names.ts'
import type { WriteContext } from './context.ts'
import type { EntityShape } from './shape.ts'

/** Fewer records than this get history and quick search of their own. */
export const fewestTogether = 50

/** Ids of a chunk of so many records, in order. */
export function chunkIds(context: WriteContext, count: number): readonly string[] {
  const ids = bulkIds(Date.parse(context.base.now))
  return Array.from({ length: count }, (_, n) => ids.at(n))
}

/**
 * Notes who made records and when, once for all of them: their history and first intervals follow from it. The audit log
 * gets one entry at the first of them, by which it is found from the others, too; it names their number, their last id, and
 * the fields that were given.
 */
export async function noteTogether(
  context: WriteContext,
  shape: EntityShape,
  of: { readonly ids: readonly string[]; readonly fields: readonly string[] },
): Promise<void> {
  const { base, actor, runner } = context
  const { ids, fields } = of
  const [first, last] = [ids[0] ?? '', ids.at(-1) ?? '']
  await runner.post(sql`insert into ${ownTable(base.schema, 'record_chunk')}
    (tag, first_id, last_id, at, entity, actor, actor_name, via)
    values (${bindSql(first.slice(-12))}, ${bindSql(first)}::uuid, ${bindSql(last)}::uuid, ${bindSql(base.now)}::timestamptz,
      ${bindSql(shape.historyKey)}, ${bindSql(actor.userId)}::uuid, ${bindSql(actor.name)}, ${bindSql(actor.via)})`)
  if (shape.entity.document.audit === false) return
  await insertAudit({ runner, schema: base.schema, at: base.now }, [
    {
      action: 'record.create',
      ...auditedBy(actor),
      entity: shape.key,
      recordId: first,
      data: {
        rows: ids.length,
        last,
        fields: fields.map((key) => shape.fields.get(key)?.historyKey ?? key),
      },
    },
  ])
}
