import { createHash } from 'node:crypto'
import { bindSql, rawSql, renderSql, sql } from '@mortise/expressions/sql'
import { type DuplicateDocument, duplicateSides } from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
import type { EntityShape, Shapes } from '../records/shape.ts'
import { hidden, quoted, recordTable, tableName } from '../sql/names.ts'
import { normalised } from '../sql/normalised.ts'

const mark = '_dup_'

/**
 * Brings the indexes behind duplicate rules up to what the metadata asks for. Names carry a hash of the definition, so
 * that only what changed is made or dropped.
 */
export async function keepDuplicateIndexes(runner: Runner, schema: string, shapes: Shapes): Promise<void> {
  const wanted = new Map(
    shapes.model.entities.flatMap((entity) => definitions(shapes, schema, shapes.entity(entity.key))),
  )
  const found = await runner.rows<{ name: string }>(
    sql`select indexname as name from pg_indexes where schemaname = ${bindSql(schema)} and indexname ~ ${bindSql(`^r_.*${mark}[0-9a-f]{12}$`)}`,
  )
  const present = new Set(found.map((row) => row.name))
  for (const name of present)
    if (!wanted.has(name)) await runner.rows(rawSql(`drop index ${quoted(schema)}.${quoted(name)}`))
  for (const [name, definition] of wanted)
    if (!present.has(name)) await runner.rows(rawSql(`create index ${quoted(name)} on ${definition}`))
}

function definitions(
  shapes: Shapes,
  schema: string,
  entity: EntityShape,
): readonly (readonly [string, string])[] {
  return rulesFor(shapes, entity).flatMap(({ rule, fields }) => {
    const how = normalised[rule.normalise ?? 'none']
    // Compared by keys of their own.
    if (how === undefined) return []
    // One field is enough to find the few rows that the rest decides on.
    const field = fields.find((key) => entity.fields.get(key)?.column)
    if (field === undefined || entity.fields.get(field)?.model.document.unique === true) return []
    const value = how(rawSql(`(${quoted(field)})::text collate "C"`))
    const where = rawSql(quoted(hidden.deletedAt))
    // A hash index has no limit on the length of a value; only equality is asked for.
    const { text } = renderSql(
      sql`${recordTable(schema, entity.key)} using hash ((${value})) where ${where} is null`,
    )
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
    return [[`${tableName(entity.key).slice(0, 40)}${mark}${hash}`, text] as const]
  })
}

/** Rules of the entity itself, and those of others that look into it, with the fields they compare here. */
function rulesFor(
  shapes: Shapes,
  entity: EntityShape,
): readonly { readonly rule: DuplicateDocument; readonly fields: readonly string[] }[] {
  return shapes.model.entities.flatMap(({ key, document }) =>
    (document.duplicates ?? []).flatMap((rule) =>
      duplicateSides(key, rule)
        .filter((side) => side.entity === entity.key)
        .map(({ fields }) => ({ rule, fields })),
    ),
  )
}
