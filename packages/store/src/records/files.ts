import { bindSql, sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { ownTable } from '../sql/names.ts'
import type { Actor } from '../types.ts'
import type { WriteContext } from './context.ts'
import { missingLink } from './failures.ts'
import type { EntityShape } from './shape.ts'

/** Who a stored file belongs to: the person, or the key of a program. */
export function uploader(actor: Pick<Actor, 'userId' | 'keyId'>): string | null {
  return actor.userId ?? actor.keyId ?? null
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Files that a write newly names must have been brought by the writer: else whoever guesses or remembers an id could put
 * another's file into a record of his own and read it there. What the record named before stays.
 */
export async function checkFiles(
  context: WriteContext,
  shape: EntityShape,
  asked: {
    readonly keys: readonly string[]
    readonly rows: readonly { readonly before: RecordValues | undefined; readonly values: RecordValues }[]
  },
): Promise<void> {
  const { kind, typed } = context.actor
  // A design that copies a file from record to record names what the record holds; a person may name anything.
  if (kind === 'system' || (kind === 'service' && typed !== true)) return
  for (const key of asked.keys) {
    const named = shape.fields.get(key)?.type?.files
    if (named === undefined) continue
    const of = (value: Json | undefined): readonly string[] => named(value ?? null)
    const fresh = asked.rows.flatMap(({ before, values }) => {
      const known = new Set(of(before?.[key]))
      return of(values[key]).filter((id) => !known.has(id))
    })
    const ids = new Set(fresh)
    if (ids.size === 0) continue
    const { runner, base, actor } = context
    const found = [...ids].every((id) => uuid.test(id))
      ? await runner.rows(
          sql`select id from ${ownTable(base.schema, 'file')} where id = any(${bindSql([...ids])}::uuid[]) and created_by = ${bindSql(uploader(actor))}::uuid`,
        )
      : []
    if (found.length < ids.size) throw missingLink(key)
  }
}
