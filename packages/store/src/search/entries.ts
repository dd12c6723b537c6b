import { bindSql, type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import { isTextual } from '../query/textual.ts'
import type { QueryBase } from '../query/context.ts'
import { textOnce } from '../records/rows-sql.ts'
import type { EntityShape, FieldShape } from '../records/shape.ts'
import { idOf, sameValue } from '../records/values.ts'
import type { Runner } from '../database/runner.ts'
import { ownTable } from '../sql/names.ts'
import { markOf, searchEntry } from './tokens.ts'

const known = new WeakMap<EntityShape, readonly FieldShape[]>()

/** Text fields of an entity that quick search finds through its index: the title and the search fields that are stored. */
export function indexedFields(shape: EntityShape): readonly FieldShape[] {
  let fields = known.get(shape)
  if (fields === undefined) {
    const { title, search = [] } = shape.entity.document
    fields = [...new Set([title, ...search])].flatMap((key) => {
      const field = shape.fields.get(key)
      return field?.column?.type === 'text' && isTextual(field) ? [field] : []
    })
    known.set(shape, fields)
  }
  return fields
}

type Indexing = { readonly runner: Runner; readonly base: Pick<QueryBase, 'schema'> }

type Entry = {
  readonly id: string
  readonly field: string
  readonly txt: string
  readonly pinyin: string | null
  readonly initials: string | null
  readonly tokens: readonly number[]
}

/**
 * Writes what quick search finds of records, in the saving transaction; nobody waits for it. Only for fields that differ
 * from `before`. `fresh` leaves what is there already.
 */
export async function indexRecords(
  { runner, base }: Indexing,
  shape: EntityShape,
  rows: readonly { readonly before: RecordValues | null; readonly after: RecordValues }[],
  fresh: boolean = false,
): Promise<void> {
  const fields = indexedFields(shape)
  if (fields.length === 0) return
  const mark = markOf(shape.historyKey)
  const entries: Entry[] = []
  const empty: { readonly id: string; readonly field: string }[] = []
  for (const { before, after } of rows)
    for (const { key, historyKey: field } of fields) {
      const value = after[key]
      if (before !== null && sameValue(before[key], value)) continue
      const entry = typeof value === 'string' ? searchEntry(mark, value) : null
      const id = idOf(after)
      if (entry !== null) entries.push({ id, field, ...entry })
      else if (before !== null) empty.push({ id, field })
    }
  if (entries.length > 0)
    await runner.post({
      text: textOnce(shape, `${base.schema} search ${fresh}`, () => entriesSql(base.schema, fresh)),
      values: [
        entries.map(({ id }) => id),
        entries.map(({ field }) => field),
        entries.map(({ txt }) => txt),
        entries.map(({ pinyin }) => pinyin),
        entries.map(({ initials }) => initials),
        entries.map(({ tokens }) => `{${tokens.join()}}`),
      ],
    })
  if (empty.length > 0)
    await runner.post(
      sql`delete from ${ownTable(base.schema, 'search_entry')} where (id, field) in (select x.id, x.field from jsonb_to_recordset(${bindSql(JSON.stringify(empty))}::jsonb) as x(id uuid, field text))`,
    )
}

/** Numbered by hand: the text is the same for every save. */
function entriesSql(schema: string, fresh: boolean): Fragment {
  const then = fresh
    ? 'nothing'
    : 'update set txt = excluded.txt, pinyin = excluded.pinyin, initials = excluded.initials, tokens = excluded.tokens'
  return sql`insert into ${ownTable(schema, 'search_entry')} (id, field, txt, pinyin, initials, tokens) select x.id, x.field, x.txt, x.pinyin, x.initials, x.tokens::int4[] from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as x(id, field, txt, pinyin, initials, tokens) on conflict (id, field) do ${rawSql(then)}`
}

/** Forgets records that are gone for good. */
export async function unindexRecords({ runner, base }: Indexing, ids: readonly string[]): Promise<void> {
  await runner.post(
    sql`delete from ${ownTable(base.schema, 'search_entry')} where id = any(${bindSql(ids)}::uuid[])`,
  )
}
