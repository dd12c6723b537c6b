import type { Language } from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type { Condition, EntityModel, ExtensionList, FormDocument, Model } from '@mortise/schema'
import type { PlacedNode, PlacedCondition, Placement } from './layout.ts'
import { type PathReader, pathReader } from './paths.ts'
import type { Slot, SlotCompiler } from './slots.ts'
import type { Cell } from './types.ts'

/** What a program is made of. Without `form`, every field shows, in the layout of `defaultForm`. */
export type CompileFormInput = {
  readonly model: Pick<Model, 'entity'>
  readonly entity: EntityModel
  readonly form?: FormDocument | undefined
  readonly fields: ExtensionList<FieldType>
  readonly language: Language
}

/** A form on its way to a program. */
export type Work = CompileFormInput & {
  readonly form: FormDocument
  readonly placements: readonly Placement[]
  readonly others: readonly PlacedNode[]
  readonly slots: SlotCompiler
  readonly reader: PathReader
  readonly cells: Cell[]
  readonly children: ReadonlyMap<string, Child>
}

/** The entity behind a sub-table. */
export type Child = { readonly entity: EntityModel; readonly parentField: string | undefined }

/** Sub-tables of an entity by field key. */
export function subtablesOf(input: CompileFormInput): ReadonlyMap<string, Child> {
  const found = new Map<string, Child>()
  for (const { key, type, document } of input.entity.fields) {
    const fieldType = input.fields.find(type)
    const parentField = fieldType?.parentField?.(document)
    const entity = input.model.entity(fieldType?.target?.(document) ?? '')
    if (parentField !== undefined && entity !== undefined) found.set(key, { entity, parentField })
  }
  return found
}

/** A reader of paths for the tables of a form. */
export function readerOf(input: CompileFormInput, children: ReadonlyMap<string, Child>): PathReader {
  const linksOf = (entity: EntityModel): ReadonlySet<string> =>
    new Set(entity.fields.map(({ key }) => key).filter((key) => entity.scope.find(key)?.type.kind === 'id'))
  const shapes = new Map([
    ['', { links: linksOf(input.entity), parentField: undefined as string | undefined }],
  ])
  for (const [key, { entity, parentField }] of children)
    shapes.set(key, { links: linksOf(entity), parentField })
  const { relations } = input.entity
  const listed = relations.filter(({ many }) => many === 'forth')
  return pathReader(shapes, new Set(relations.map(({ key }) => key)), new Set(listed.map(({ key }) => key)))
}

/** Adds a cell; what it reads and awaits comes from its expressions. */
export function addCell(
  work: Work,
  cell: Omit<Cell, 'reads' | 'awaits'> & { readonly slots: readonly Slot[] },
): void {
  const { slots, ...rest } = cell
  const paths = slots.flatMap((slot) => slot.paths)
  const { reads, behind } = work.reader.read(cell.table, paths)
  work.cells.push({ ...rest, reads, awaits: behind })
}

/** Checks and compiles a condition on a table’s rows. */
export function condition(
  work: Work,
  table: string,
  given: Condition | undefined,
  pointer: string,
): Slot | undefined {
  const scope = entityOf(work, table).scope
  return work.slots.slot(given, { scope, pointer, expect: 'boolean' })
}

/** The entity of a table. */
export function entityOf(work: Work, table: string): EntityModel {
  return table === '' ? work.entity : (work.children.get(table)?.entity ?? work.entity)
}

/** The conditions of a list that are in order. */
export function conditionSlots(work: Work, table: string, list: readonly PlacedCondition[]): readonly Slot[] {
  return list.flatMap(({ condition: given, pointer }) => condition(work, table, given, pointer) ?? [])
}
