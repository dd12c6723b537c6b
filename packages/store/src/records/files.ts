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
 * another's file into a record of his own and read it there. What the record named before stays. From now on they are held:
 * nothing that a record names, or named once, is ever cleared away.
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
  const trusted = kind === 'system' || (kind === 'service' && typed !== true)
  for (const key of asked.keys) {
    const named = shape.fields.get(key)?.type?.files
    if (named === undefined) continue
    const of = (value: Json | undefined): readonly string[] => named(value ?? null)
    const fresh = asked.rows.flatMap(({ before, values }) => {
      const known = new Set(of(before?.[key]))
      return of(values[key]).filter((id) => !known.has(id))
    })
    const ids = [...new Set(fresh)].toSorted()
    if (ids.length === 0) continue
    const found = await held(
      context,
      ids.filter((id) => uuid.test(id)),
      trusted,
    )
    if (!trusted && found < ids.length) throw missingLink(key)
  }
}

/** Holds files, of the writer alone unless the write is trusted; gives how many there are. */
async function held(
  { runner, base, actor }: WriteContext,
  ids: readonly string[],
  trusted: boolean,
): Promise<number> {
  if (ids.length === 0) return 0
  const table = ownTable(base.schema, 'file')
  const mine = trusted ? sql`true` : sql`created_by = ${bindSql(uploader(actor))}::uuid`
  const these = sql`id = any(${bindSql(ids)}::uuid[]) and ${mine}`
  await runner.change(sql`update ${table} set loose_until = null where ${these} and loose_until is not null`)
  // Looked at afterwards: one that was cleared away just now is not there any more.
  return trusted ? ids.length : (await runner.rows(sql`select id from ${table} where ${these}`)).length
}
