import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import { castType } from '../ddl/columns.ts'
import type { Row } from '../database/runner.ts'
import { newContext } from '../query/context.ts'
import { expressionSql, type Place, placeOf } from '../query/place.ts'
import { column, hidden, ownTable, quoted, recordTable } from '../sql/names.ts'
import type { WriteContext } from './context.ts'
import type { Moved } from './row-change.ts'
import { storedColumns } from './rows-sql.ts'
import type { EntityShape, FieldShape } from './shape.ts'
import { type StoredValues, storedValues } from './values.ts'

/** A figure of a record from all its rows. */
export function figureSql(place: Place, field: FieldShape): Fragment {
  return field.source?.from === 'rows' ? expressionSql(place, field.source.expr) : rawSql('null')
}

/** Works out roll-ups of records anew. Answers those that moved. */
export async function workOut(
  context: WriteContext,
  shape: EntityShape,
  of: { readonly ids: readonly string[]; readonly fields: ReadonlySet<FieldShape> },
): Promise<readonly Moved[]> {
  if (of.fields.size === 0 || of.ids.length === 0) return []
  const place = placeOf(newContext(context.base), shape.key, 'system')
  const figures = [...of.fields].map((field) => ({ field, value: figureSql(place, field) }))
  const names = figures.map(({ field }) => field.historyKey)
  // What is kept for moving by differences begins anew.
  await context.runner.post(
    sql`delete from ${ownTable(context.base.schema, 'rollup_state')} where record_id = any(${bindSql(of.ids)}::uuid[]) and field = any(${bindSql(names)}::text[])`,
  )
  return setFigures(context, place, {
    figures,
    where: sql`${column(place.alias, 'id')} = any(${bindSql(of.ids)}::uuid[])`,
  })
}

/** Sets figures of live records where they differ; `joined` adds what the values lean on. */
export async function setFigures(
  context: WriteContext,
  place: Place,
  of: {
    readonly figures: readonly { readonly field: FieldShape; readonly value: Fragment }[]
    readonly where: Fragment
    readonly joined?: Fragment
  },
): Promise<readonly Moved[]> {
  const { shape } = place
  if (shape === undefined) return []
  const parts = of.figures.map(({ field, value }, index) => {
    const name = rawSql(quoted(field.key))
    const cast = rawSql(field.column ? castType(field.column) : 'text')
    const [next, old] = [rawSql(`v${index}`), rawSql(`o${index}`)]
    return {
      select: sql`(${value})::${cast} as ${next}, ${column(place.alias, field.key)} as ${old}`,
      set: sql`${name} = x.${next}`,
      differs: sql`t.${name} is distinct from x.${next}`,
      back: sql`x.${old}`,
    }
  })
  const list = (pick: (part: (typeof parts)[number]) => Fragment, by: string): Fragment =>
    joinSql(parts.map(pick), by)
  const table = recordTable(context.base.schema, shape.key)
  const alias = rawSql(quoted(place.alias))
  const from = sql`select ${column(place.alias, 'id')} as id, ${list((one) => one.select, ', ')} from ${table} ${alias}${of.joined ?? rawSql('')} where ${of.where} and ${column(place.alias, hidden.deletedAt)} is null`
  const rows = await context.runner.rows(
    sql`update ${table} as t set ${list((one) => one.set, ', ')} from (${from}) as x where t.id = x.id and (${list((one) => one.differs, ' or ')}) returning ${storedColumns(shape, 't')}, ${list((one) => one.back, ', ')}`,
  )
  return rows.map((row) =>
    movedBy(
      shape,
      row,
      of.figures.map(({ field }) => field),
    ),
  )
}

function movedBy(shape: EntityShape, row: Row, fields: readonly FieldShape[]): Moved {
  const after = storedValues(shape, row)
  const before: StoredValues = { ...after }
  fields.forEach(({ key }, index) => {
    before[key] = (row[`o${index}`] ?? null) as Json
  })
  return { shape, before, after }
}
