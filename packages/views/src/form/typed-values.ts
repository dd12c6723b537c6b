import type { Json } from '@mortise/expressions'
import type { FieldStates, FormProgram, FormState, TablePlan } from '@mortise/forms'
import type { RecordValues } from '@mortise/schema'

/**
 * Everything a person can have put into a form, also what can't be read as a value: fields as they stand, sub-tables as
 * lists of rows with their ids, of the fields that are wanted. Opening a form with it gives the same form again.
 */
export function typedValues(
  program: FormProgram,
  state: FormState,
  wanted: (field: string) => boolean = () => true,
): RecordValues {
  const values: { [key: string]: Json } = {}
  for (const [table, plan] of program.tables) {
    if (table === '') Object.assign(values, typedIn(plan, state.fields, wanted))
    else if (wanted(table))
      values[table] = (state.tables[table] ?? []).map(({ row, fields }): RecordValues => {
        const id = row['id']
        return typeof id === 'string' ? { id, ...typedIn(plan, fields) } : typedIn(plan, fields)
      })
  }
  return values
}

function typedIn(
  plan: TablePlan,
  fields: FieldStates,
  wanted: (field: string) => boolean = () => true,
): RecordValues {
  const values: { [key: string]: Json } = {}
  for (const { key, stored, computed } of plan.fields.values()) {
    const state = fields[key]
    if (stored && !computed && state !== undefined && wanted(key)) values[key] = state.input ?? state.value
  }
  return values
}
