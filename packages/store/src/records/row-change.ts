import type { Json } from '@mortise/expressions'
import type { RecordValues, RelationModel } from '@mortise/schema'
import type { EntityShape } from './shape.ts'

/** What became of one row, with all its stored values; null where there is none (in the bin counts as none). */
export type RowChange = { readonly before: RecordValues | null; readonly after: RecordValues | null }

/** A record whose own figures moved. */
export type Moved = RowChange & { readonly shape: EntityShape }

/** Parents that a row names by a relation. */
export function parentIds(row: RecordValues | null, relation: RelationModel): readonly string[] {
  const value: Json = row?.[relation.via] ?? null
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? (value as readonly string[]) : []
}
