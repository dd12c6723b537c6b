import { quoted, tableName } from '../sql/names.ts'
import { objectName } from './names.ts'
import type { PlanContext } from './types.ts'

/** Takes away what would hold a value up once the column is out of sight: indexes and the foreign key. */
export function detach(context: PlanContext, entity: string, field: string): readonly string[] {
  const table = tableName(entity)
  const schema = quoted(context.schema)
  const records = `${schema}.${quoted(table)}`
  return [
    `drop index if exists ${schema}.${quoted(objectName([table, field], 'key'))}`,
    `drop index if exists ${schema}.${quoted(objectName([table, field], 'idx'))}`,
    `alter table ${records} drop constraint if exists ${quoted(objectName([table, field], 'fkey'))}`,
  ]
}
