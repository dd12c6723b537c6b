import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Runner } from '../database/runner.ts'
import type { EntityShape, FieldShape, Shapes } from '../records/shape.ts'
import { quoted, tableName } from '../sql/names.ts'
import { peopleTables } from '../sql/people.ts'

type Join = {
  readonly name: string
  readonly entity: EntityShape
  readonly field: FieldShape
  /** Table of what is linked to. */
  readonly target: string
}

/**
 * Brings the join tables beside columns of many ids up to what the metadata asks for. Their names are made from stable
 * ids, so that a rename touches none of them. A trigger keeps each exact whoever writes the column, and its foreign keys
 * refuse ids that name nothing.
 */
export async function keepJoins(runner: Runner, schema: string, shapes: Shapes): Promise<void> {
  const wanted = new Map(joinsOf(shapes).map((one) => [one.name, one]))
  const found = await runner.rows<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = ${bindSql(schema)} and tablename ~ '^j_[0-9a-f]{16}$'`,
  )
  const present = new Set(found.map((row) => row.name))
  const run = (text: string): Promise<unknown> => runner.rows(rawSql(text))
  for (const name of present) {
    if (wanted.has(name)) continue
    // The ids themselves stay in the column, which goes to the bin with its field.
    await run(`drop function if exists ${at(schema, name)}() cascade`)
    await run(`drop table ${at(schema, name)}`)
  }
  for (const join of wanted.values()) {
    const isNew = !present.has(join.name)
    if (isNew) for (const text of tableSql(schema, join)) await run(text)
    for (const text of triggerSql(schema, join)) await run(text)
    if (isNew) for (const text of fillSql(schema, join)) await run(text)
  }
}

function joinsOf(shapes: Shapes): readonly Join[] {
  return shapes.model.entities.flatMap(({ key }) => {
    const entity = shapes.entity(key)
    return entity.stored.flatMap((field) => {
      if (field.join === undefined || field.members === undefined) return []
      const target = peopleTables[field.members]?.table ?? tableName(field.members)
      return [{ name: field.join, entity, field, target }]
    })
  })
}

const at = (schema: string, name: string): string => `${quoted(schema)}.${quoted(name)}`

function tableSql(schema: string, { name, entity, target }: Join): readonly string[] {
  const source = tableName(entity.key)
  const references = (column: string, table: string): string =>
    `constraint ${quoted(`${name}_${column}`)} foreign key (${column}) references ${at(schema, table)} (id) on delete cascade deferrable initially immediate`
  return [
    // hidden_at: the linked record lies in the bin, and comes back into the list when it comes back.
    `create table ${at(schema, name)} (source uuid not null, target uuid not null, hidden_at timestamptz, primary key (source, target), ${references('source', source)}, ${references('target', target)})`,
    `create index ${quoted(`${name}_back`)} on ${at(schema, name)} (target, source)`,
  ]
}

function triggerSql(schema: string, { name, entity, field }: Join): readonly string[] {
  const table = at(schema, tableName(entity.key))
  const column = quoted(field.key)
  const join = at(schema, name)
  return [
    `create or replace function ${join}() returns trigger language plpgsql as $body$
begin
  if tg_op = 'UPDATE' then
    delete from ${join} where source = new.id and hidden_at is null and target <> all(coalesce(new.${column}, '{}'));
  end if;
  insert into ${join} as j (source, target) select distinct new.id, t from unnest(new.${column}) as t
    on conflict (source, target) do update set hidden_at = null where j.hidden_at is not null;
  return null;
end
$body$`,
    `create or replace trigger ${quoted(`${name}_new`)} after insert on ${table} for each row when (new.${column} is not null) execute function ${join}()`,
    `create or replace trigger ${quoted(`${name}_set`)} after update of ${column} on ${table} for each row when (new.${column} is distinct from old.${column}) execute function ${join}()`,
  ]
}

/** Ids that a column has already, from another type or target; those that name nothing go. */
function fillSql(schema: string, { name, entity, field, target }: Join): readonly string[] {
  const table = at(schema, tableName(entity.key))
  const column = quoted(field.key)
  const known = `select distinct t from unnest(s.${column}) as t where exists (select 1 from ${at(schema, target)} x where x.id = t) order by t`
  return [
    `update ${table} as s set ${column} = nullif(array(${known}), '{}') where s.${column} is not null and s.${column} is distinct from array(${known})`,
    `insert into ${at(schema, name)} (source, target) select s.id, t from ${table} s, unnest(s.${column}) as t on conflict do nothing`,
  ]
}
