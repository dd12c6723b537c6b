import type { EntityChange } from '@mortise/schema'
import type { FieldShape } from '../records/shape.ts'
import { literal, quoted, tableName } from '../sql/names.ts'
import { storeErrors } from '../errors.ts'
import { titled } from './titles.ts'
import type { PlanContext, Step } from './types.ts'

type RenameOptions = Extract<EntityChange, { type: 'rename_options' }>

/**
 * Options are stored as they are written, so that files and other programs read them: another name of one is written
 * into the records that hold it and into how long each had it, and into nothing else. All at once, so that two may swap
 * names. Nobody edited these records, so that no version rises.
 */
export function renameOptions(context: PlanContext, change: RenameOptions): readonly Step[] {
  const entity = context.after.entity(change.entity)
  const field = entity.fields.get(change.field)
  if (field === undefined) throw storeErrors.RECORD_FIELD_UNKNOWN({ name: change.field })
  if (field.column === null) return []
  const table = `${quoted(context.schema)}.${quoted(tableName(entity.key))}`
  const name = titled(entity, field)
  const words = change.options.map(({ from, to }) => `${from} → ${to}`).join(', ')
  const say = {
    zh: `改写${name.zh}中的选项标识（${words}）`,
    en: `write the new option keys into ${name.en} (${words})`,
  }
  const spans = `${quoted(context.schema)}.field_interval`
  const own = `t.entity = ${literal(entity.historyKey)} and t.field = ${literal(field.historyKey)}`
  return [
    rewritten(table, quoted(field.key), { field, change }),
    rewrittenSpans(spans, own, { field, change }),
  ].map((sql) => ({ sql, ...say }))
}

type Given = { readonly field: FieldShape; readonly change: RenameOptions }

const isList = ({ column }: FieldShape): boolean => column?.type.endsWith('[]') === true

/** Old and new names side by side. */
const pairs = ({ options }: RenameOptions): string =>
  `(values ${options.map(({ from, to }) => `(${literal(from)}, ${literal(to)})`).join(', ')}) as m (old, new)`

const oldNames = ({ options }: RenameOptions): string =>
  `array[${options.map(({ from }) => literal(from)).join(', ')}]::text[]`

/** Lists stay in their order and without doubles, as the field type keeps them. */
function rewritten(table: string, column: string, { field, change }: Given): string {
  return isList(field)
    ? `update ${table} as t set ${column} = array(select distinct coalesce(m.new, x.one) collate "C" from unnest(t.${column}) as x (one) left join ${pairs(change)} on m.old = x.one order by 1) where t.${column} && ${oldNames(change)}`
    : `update ${table} as t set ${column} = m.new from ${pairs(change)} where t.${column} = m.old`
}

/** How long a tracked field had a value; a list is kept there as JSON. */
function rewrittenSpans(table: string, own: string, { field, change }: Given): string {
  if (!isList(field))
    return `update ${table} as t set value = m.new from ${pairs(change)} where ${own} and t.value = m.old`
  const items = `json_array_elements_text(t.value::json) as x (one) left join ${pairs(change)} on m.old = x.one`
  return `update ${table} as t set value = (select '[' || string_agg(to_json(coalesce(m.new, x.one))::text, ',' order by coalesce(m.new, x.one) collate "C") || ']' from ${items}) where ${own} and t.value like '[%' and exists (select from json_array_elements_text(t.value::json) as x (one) where x.one = any(${oldNames(change)}))`
}
