import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import { type DuplicateDocument, duplicateSides, type RecordValues } from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
import type { EntityShape, FieldShape, Shapes } from '../records/shape.ts'
import { idOf, sameValue } from '../records/values.ts'
import { ownTable } from '../sql/names.ts'
import { isKeyed, keyMark, keysOf } from './keys.ts'

/** A field whose values are kept as keys. */
export type KeyedField = {
  readonly field: FieldShape
  readonly normalise: NonNullable<DuplicateDocument['normalise']>
  readonly mark: string
}

const known = new WeakMap<EntityShape, readonly KeyedField[]>()

/** Fields that duplicate rules compare by keys: the entity's own rules, and those of others that look into it. */
export function keyedFields(shapes: Shapes, shape: EntityShape): readonly KeyedField[] {
  let fields = known.get(shape)
  if (fields === undefined) {
    const found = new Map<string, KeyedField>()
    for (const { key, document } of shapes.model.entities)
      for (const rule of document.duplicates ?? []) {
        const { normalise } = rule
        const side = duplicateSides(key, rule).find(({ entity }) => entity === shape.key)
        if (side === undefined || normalise === undefined || !isKeyed(normalise)) continue
        for (const one of side.fields) {
          const field = shape.fields.get(one)
          if (field?.column?.type !== 'text') continue
          const mark = keyMark(shape.historyKey, field.historyKey, normalise)
          found.set(mark, { field, normalise, mark })
        }
      }
    known.set(shape, (fields = [...found.values()]))
  }
  return fields
}

type Keeping = {
  readonly runner: Runner
  readonly base: { readonly schema: string; readonly shapes: Shapes }
}

/**
 * Writes the keys of records, in the saving transaction; nobody waits for it. Only of fields that differ from `before`.
 * `areNew`: the records are being made, so that nobody can have written a key of them.
 */
export async function keepKeys(
  { runner, base }: Keeping,
  shape: EntityShape,
  rows: readonly { readonly before: RecordValues | null; readonly after: RecordValues }[],
  areNew: boolean = false,
): Promise<void> {
  const fields = keyedFields(base.shapes, shape)
  if (fields.length === 0) return
  const table = ownTable(base.schema, 'duplicate_key')
  const marks: string[] = []
  const keys: string[] = []
  const ids: string[] = []
  const old: { readonly mark: string; readonly id: string }[] = []
  for (const { before, after } of rows)
    for (const { field, normalise, mark } of fields) {
      const value = after[field.key]
      if (before !== null && sameValue(before[field.key], value)) continue
      const id = idOf(after)
      if (before !== null) old.push({ mark, id })
      for (const key of typeof value === 'string' ? keysOf(normalise, value) : []) {
        marks.push(mark)
        keys.push(key)
        ids.push(id)
      }
    }
  if (old.length > 0)
    await runner.post(
      sql`delete from ${table} where (mark, id) in (select x.mark, x.id from jsonb_to_recordset(${bindSql(JSON.stringify(old))}::jsonb) as x(mark text, id uuid))`,
    )
  if (ids.length > 0)
    await runner.post(
      sql`insert into ${table} (mark, key, id) select * from unnest(${bindSql(marks)}::text[], ${bindSql(keys)}::text[], ${bindSql(ids)}::uuid[])${rawSql(areNew ? '' : ' on conflict do nothing')}`,
    )
}

/** Forgets records that are gone for good. */
export async function forgetKeys({ runner, base }: Keeping, id: string): Promise<void> {
  await runner.post(
    sql`delete from ${ownTable(base.schema, 'duplicate_key')} where id = ${bindSql(id)}::uuid`,
  )
}
