import { type Json, makeScope, type ScopeName } from '@mortise/expressions'
import type { EntityModel, FieldModel } from '@mortise/schema'
import type { AggregatePlan, ReportColumn } from '../types.ts'

/** A column as a field, with the options its values have. */
function fieldOf(
  column: ReportColumn,
  name: string,
  { options }: Pick<AggregatePlan, 'options'>,
): FieldModel {
  const { key, label } = column
  const type = options[key] === undefined ? (fieldTypes[column.type.kind] ?? 'text') : 'select'
  const given = options[key]
  const settings = given === undefined ? {} : { settings: { options: given as unknown as Json } }
  return { key, entity: name, type, document: { key, label, type, ...settings }, system: false }
}

const fieldTypes: { readonly [kind: string]: string } = {
  number: 'decimal',
  date: 'date',
  datetime: 'datetime',
  boolean: 'boolean',
}

/**
 * The rows of a report as an entity of which each row is a record: its columns are the fields, and nothing belongs to them.
 * It is called as the report, with a mark that no entity has.
 */
export function entityOver(
  plan: AggregatePlan,
  columns: readonly ReportColumn[],
  base: EntityModel,
): EntityModel {
  const inner = plan.report
  const name = `report:${inner.key}`
  const fields = columns.map((one) => fieldOf(one, name, plan))
  const names = columns.map(
    ({ key, label, type }): ScopeName => ({
      key,
      label,
      type,
      nullable: true,
      ...(type.kind === 'id' ? { target: () => undefined } : {}),
    }),
  )
  return {
    ...base,
    document: {
      key: name,
      label: inner.label,
      title: columns[0]?.key ?? '',
      fields: fields.map((one) => one.document),
    },
    fields,
    field: (key) => fields.find((one) => one.key === key),
    relations: [],
    relation: () => undefined,
    scope: makeScope(name, names),
  }
}
