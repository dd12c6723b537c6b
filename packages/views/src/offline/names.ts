import type { Refs } from '@mortise/client'
import type { FieldPlan, FormProgram } from '@mortise/forms'
import type { RecordValues } from '@mortise/schema'
import type { LabelStore } from '../workspace/labels.ts'

/** Whose records, people or departments a field names; undefined for fields that name none. */
function namedBy({ type, document }: FieldPlan): string | undefined {
  const target = type.target?.(document)
  const kind = type.expressionType(document, () => undefined)
  return target ?? (kind.kind === 'id' ? kind.entity : undefined)
}

/** The names that typed values show, as far as they are known: a draft is read before anything can be asked. */
export function namesIn(program: FormProgram, values: RecordValues, labels: LabelStore): Refs {
  const names: { [entity: string]: { [id: string]: string | null } } = {}
  const note = (entity: string, id: unknown): void => {
    const label = typeof id === 'string' ? labels.get(entity, id) : undefined
    if (typeof id === 'string' && typeof label === 'string') (names[entity] ??= {})[id] = label
  }
  const look = (table: string, row: RecordValues): void => {
    for (const plan of program.tables.get(table)?.fields.values() ?? []) {
      const entity = namedBy(plan)
      const value = row[plan.key]
      if (entity === undefined || value === undefined) continue
      for (const id of Array.isArray(value) ? value : [value]) note(entity, id)
    }
  }
  look('', values)
  for (const table of program.tables.keys()) {
    const rows = table === '' ? undefined : values[table]
    if (Array.isArray(rows)) for (const row of rows) look(table, row as RecordValues)
  }
  return names
}
