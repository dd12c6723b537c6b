import type { DocumentKind } from '../documents/kinds.ts'
import type { Model } from '../model/model.ts'
import { isObject, own } from '../pointer.ts'
import type { Place, Visit } from './types.ts'

/** A field that a result of a decision table is written into. */
export type ResultField = { readonly entity: string; readonly field: string }

/** Fields by table and result. */
type ResultFields = ReadonlyMap<string, readonly ResultField[]>

type Look = (kind: DocumentKind, document: object) => readonly Visit[]

const nameOf = (table: string, result: string): string => `${table} ${result}`

/** What the steps of one document write: a map stands beside the name of the table it is for. */
function writtenBy(visits: readonly Visit[]): readonly (readonly [name: string, field: ResultField])[] {
  return visits.flatMap(({ holds, value, parent, context: { of: entity } }) => {
    if ((holds !== 'field_map' && holds !== 'results') || !isObject(value) || entity === undefined) return []
    const beside = visits.find((one) => one.holds === 'table' && one.parent === parent)
    if (typeof beside?.value !== 'string') return []
    const table = beside.value
    return Object.entries(value).flatMap(([result, field]) =>
      typeof field === 'string' ? [[nameOf(table, result), { entity, field }] as const] : [],
    )
  })
}

const known = new WeakMap<Model, ResultFields>()

function resultFields(model: Model, look: Look): ResultFields {
  const before = known.get(model)
  if (before !== undefined) return before
  const found = new Map<string, ResultField[]>()
  for (const kind of ['rule', 'flow'] as const)
    for (const document of model.documents(kind))
      for (const [name, field] of writtenBy(look(kind, document))) {
        const fields = found.get(name) ?? []
        found.set(name, fields)
        if (!fields.some((one) => one.entity === field.entity && one.field === field.field))
          fields.push(field)
      }
  known.set(model, found)
  return found
}

/** Fields that rules and flows write one result of a table into. `look` gives the filled slots of a document. */
export function fieldsOfResult(
  model: Model,
  { table, result }: { readonly table: string; readonly result: string },
  look: Look,
): readonly ResultField[] {
  return resultFields(model, look).get(nameOf(table, result)) ?? []
}

/** The table and the result that a cell is for, by its place in the document of the table. */
export function resultAt({
  trail,
  parts,
}: Place): { readonly table: string; readonly result: string } | undefined {
  const [document] = trail
  const [table, outputs] = [own(document, 'key'), own(document, 'outputs')]
  const result = Array.isArray(outputs) ? own(outputs[Number(parts.at(-1))], 'key') : undefined
  return typeof table === 'string' && typeof result === 'string' ? { table, result } : undefined
}
