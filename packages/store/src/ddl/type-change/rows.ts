import type { Json } from '@mortise/expressions'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import { sameValue } from '@mortise/fields'
import type { Row, Runner } from '../../database/runner.ts'
import { ownTable } from '../../sql/names.ts'
import type { TypeChange, TypeChangeRow, TypeFacts } from './types.ts'
import { factsOf } from './values.ts'

const columns = rawSql(
  'id, entity, field, from_type as "from", to_type as "to", state, next_column as "nextColumn", kept_column as "keptColumn", origin_column as "originColumn", at_record as "atRecord", counts, started_at as "startedAt", done_at as "doneAt"',
)

/** All changes of types, newest first. */
export function typeChangeRows(runner: Runner, schema: string): Promise<readonly TypeChangeRow[]> {
  return runner.rows<TypeChangeRow & Row>(
    sql`select ${columns} from ${ownTable(schema, 'type_change')} order by started_at desc, id desc`,
  )
}

/** Writes a change as it stands now. */
export async function keepTypeChange(runner: Runner, schema: string, row: TypeChangeRow): Promise<void> {
  const json = (value: unknown) => sql`${bindSql(JSON.stringify(value))}::jsonb`
  const { id, entity, field, from, to, state, nextColumn, keptColumn, originColumn, atRecord, counts } = row
  await runner.change(sql`insert into ${ownTable(schema, 'type_change')}
      (id, entity, field, from_type, to_type, state, next_column, kept_column, origin_column, at_record, counts, started_at, done_at)
    values (${bindSql(id)}::uuid, ${bindSql(entity)}, ${bindSql(field)}, ${json(from)}, ${json(to)}, ${bindSql(state)},
      ${bindSql(nextColumn)}, ${bindSql(keptColumn)}, ${bindSql(originColumn)}, ${bindSql(atRecord)}::uuid, ${json(counts)},
      ${bindSql(row.startedAt)}::timestamptz, ${bindSql(row.doneAt)}::timestamptz)
    on conflict (id) do update set state = excluded.state, next_column = excluded.next_column,
      kept_column = excluded.kept_column, at_record = excluded.at_record, counts = excluded.counts, done_at = excluded.done_at`)
}

/** Forgets a change, and which records came late to it. */
export async function dropTypeChange(runner: Runner, schema: string, id: string): Promise<void> {
  await runner.change(
    sql`delete from ${ownTable(schema, 'type_change_late')} where change_id = ${bindSql(id)}::uuid`,
  )
  await runner.change(sql`delete from ${ownTable(schema, 'type_change')} where id = ${bindSql(id)}::uuid`)
}

const same = (a: TypeFacts, b: TypeFacts): boolean => sameValue(a as unknown as Json, b as unknown as Json)

const isOf = ({ entity, old, next }: TypeChange, row: TypeChangeRow): boolean =>
  row.entity === entity.historyKey && (row.field === next.historyKey || row.field === old.historyKey)

/** The preparation of this very change, begun or ready. */
export function preparationOf(change: TypeChange, rows: readonly TypeChangeRow[]): TypeChangeRow | undefined {
  return rows.find(
    (row) =>
      row.state !== 'done' &&
      isOf(change, row) &&
      same(row.from, factsOf(change.old)) &&
      same(row.to, factsOf(change.next)),
  )
}

/** The change that this one takes back: the last one of the field, when it led from there to here. */
export function undoneBy(change: TypeChange, rows: readonly TypeChangeRow[]): TypeChangeRow | undefined {
  return rows.find(
    (row) =>
      row.state === 'done' &&
      row.keptColumn !== null &&
      isOf(change, row) &&
      same(row.from, factsOf(change.next)) &&
      same(row.to, factsOf(change.old)),
  )
}
