import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import type { FieldPlan, FormProgram, FormState, TablePlan } from './types.ts'

/** The values of a state, to be saved: stored fields, and sub-tables as lists of rows with their ids. */
export function valuesOf(program: FormProgram, state: FormState): RecordValues {
  return collect(program, rowsOf(state), (field) => field.stored)
}

/** What a person may have written, to be sent: as `valuesOf`, without what the system works out. */
export function writtenValues(program: FormProgram, state: FormState): RecordValues {
  return collect(program, rowsOf(state), isWritten)
}

/** Written values that differ from those stored, for a save that touches only what was changed. */
export function changedValues(
  program: FormProgram,
  state: FormState,
  written: RecordValues = writtenValues(program, state),
): RecordValues {
  const before = collect(program, state.around.previous ?? {}, isWritten)
  const differs = ([key, value]: [string, Json]): boolean =>
    JSON.stringify(before[key] ?? null) !== JSON.stringify(value)
  return Object.fromEntries(Object.entries(written).filter(differs))
}

type Wanted = (field: FieldPlan) => boolean

const isWritten: Wanted = (field) => field.stored && !field.computed

/** A state as one record with its rows inside. */
function rowsOf(state: FormState): RecordValues {
  const tables = Object.entries(state.tables).map(([key, rows]) => [key, rows.map(({ row }) => row)])
  return { ...state.row, ...(Object.fromEntries(tables) as RecordValues) }
}

function collect(program: FormProgram, record: RecordValues, wanted: Wanted): RecordValues {
  const values: { [key: string]: Json } = {}
  for (const [key, plan] of program.tables) {
    if (key === '') copyWanted(plan, record, { values, wanted })
    else {
      const rows = record[key]
      values[key] = Array.isArray(rows) ? rows.map((row) => rowValues(plan, row as RecordValues, wanted)) : []
    }
  }
  return values
}

function rowValues(plan: TablePlan, row: RecordValues, wanted: Wanted): RecordValues {
  const values: { [key: string]: Json } = {}
  if (typeof row['id'] === 'string') values['id'] = row['id']
  copyWanted(plan, row, { values, wanted })
  return values
}

function copyWanted(
  plan: TablePlan,
  row: RecordValues,
  { values, wanted }: { readonly values: { [key: string]: Json }; readonly wanted: Wanted },
): void {
  for (const field of plan.fields.values()) if (wanted(field)) values[field.key] = row[field.key] ?? null
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
