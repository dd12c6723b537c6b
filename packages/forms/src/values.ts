import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import type { FormProgram, FormState, RowState, TablePlan } from './types.ts'

/** The values of a state, to be sent or saved: stored fields, and sub-tables as lists of rows with their ids. */
export function valuesOf(program: FormProgram, state: FormState): RecordValues {
  const values: { [key: string]: Json } = {}
  const plan = program.tables.get('')
  if (plan !== undefined) copyStored(plan, state.row, values)
  for (const [key, table] of program.tables) {
    if (key !== '') values[key] = (state.tables[key] ?? []).map((row) => rowValues(table, row))
  }
  return values
}

function rowValues(plan: TablePlan, row: RowState): RecordValues {
  const values: { [key: string]: Json } = {}
  if (typeof row.row['id'] === 'string') values['id'] = row.row['id']
  copyStored(plan, row.row, values)
  return values
}

function copyStored(plan: TablePlan, row: RecordValues, values: { [key: string]: Json }): void {
  for (const field of plan.fields.values()) if (field.stored) values[field.key] = row[field.key] ?? null
}

/** Values that differ from those stored, for a save that touches only what was changed. */
export function changedValues(program: FormProgram, state: FormState): RecordValues {
  const before = state.around.previous ?? {}
  const now = valuesOf(program, state)
  const differs = ([key, value]: [string, Json]): boolean =>
    JSON.stringify(before[key] ?? null) !== JSON.stringify(value)
  return Object.fromEntries(Object.entries(now).filter(differs))
}

/** Puts errors, such as those of the server, at their fields; the rest are returned to be shown above the form. */
export function showErrors(
  state: FormState,
  errors: readonly {
    readonly path: string
    readonly code: string
    readonly message: { readonly zh: string; readonly en: string }
  }[],
): { readonly state: FormState; readonly others: typeof errors } {
  const byPath = Map.groupBy(errors, ({ path }) => path)
  const used = new Set<string>()
  const place = (fields: FormState['fields'], prefix: (key: string) => string): FormState['fields'] =>
    Object.freeze(
      Object.fromEntries(
        Object.entries(fields).map(([key, field]) => {
          const own = byPath.get(prefix(key)) ?? []
          if (own.length > 0) used.add(prefix(key))
          return [
            key,
            own.length === 0 && field.errors.length === 0 ? field : Object.freeze({ ...field, errors: own }),
          ]
        }),
      ),
    )
  const fields = place(state.fields, (key) => key)
  const tables = Object.fromEntries(
    Object.entries(state.tables).map(([table, rows]) => [
      table,
      Object.freeze(
        rows.map((row, index) =>
          Object.freeze({ ...row, fields: place(row.fields, (key) => `${table}/${index}/${key}`) }),
        ),
      ),
    ]),
  )
  const next = Object.freeze({ ...state, fields, tables: Object.freeze(tables) })
  return { state: next, others: errors.filter(({ path }) => !used.has(path)) }
}
