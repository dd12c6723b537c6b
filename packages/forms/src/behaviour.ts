import type { FieldType } from '@mortise/fields'
import type { Condition, EntityModel, FieldModel, FormColumn } from '@mortise/schema'
import { addCell, condition, conditionSlots, type Work } from './compile-work.ts'
import { attributeFilter, targetFilter } from './filters.ts'
import type { PlacedCondition } from './layout.ts'
import { holds } from './slots.ts'

/** Fields of a table that the form shows: all of a sub-table that names no columns. */
export function placedIn(work: Work, table: string, entity: EntityModel): ReadonlySet<string> {
  if (table === '') return new Set(work.placements.map(({ node }) => node.field))
  const node = work.placements.find((one) => one.node.field === table)?.node
  if (node === undefined) return new Set()
  const columns = node.type === 'subtable' ? node.columns : undefined
  return new Set(
    columns?.map(({ field }) => field) ?? entity.fields.filter(({ system }) => !system).map(({ key }) => key),
  )
}

/** Cells for whether a field shows, must be filled in, and can be written. */
export function behaviourCells(
  work: Work,
  { table, key }: { readonly table: string; readonly key: string },
): void {
  const places = table === '' ? recordPlaces(work, key) : columnPlaces(work, table, key)
  const cellOf = (
    aspect: 'visible' | 'required' | 'readOnly',
    groups: readonly (readonly PlacedCondition[])[],
  ): void => {
    const slots = groups.map((list) => conditionSlots(work, table, list))
    // A place without conditions always shows, so there is nothing to work out.
    if (slots.length === 0 || (aspect === 'visible' && slots.some((list) => list.length === 0))) return
    addCell(work, {
      aspect,
      table,
      key,
      slots: slots.flat(),
      run: (one) => slots.some((list) => list.every((slot) => holds(slot, one))),
    })
  }
  cellOf('visible', places.visible)
  cellOf('required', places.required)
  cellOf('readOnly', places.readOnly)
}

type Places = { readonly [K in 'visible' | 'required' | 'readOnly']: readonly (readonly PlacedCondition[])[] }

function recordPlaces(work: Work, key: string): Places {
  const here = work.placements.filter(({ node }) => node.field === key)
  const one = (name: 'required' | 'readOnly'): readonly (readonly PlacedCondition[])[] =>
    here.flatMap(({ node, pointer }) => {
      const given = node[name]
      return given === undefined ? [] : [[{ condition: given, pointer: `${pointer}/${name}` }]]
    })
  return {
    visible: here.map(({ conditions }) => conditions),
    required: one('required'),
    readOnly: one('readOnly'),
  }
}

function columnPlaces(work: Work, table: string, key: string): Places {
  const { column, pointer } = columnAt(work, table, key)
  const one = (name: 'visible' | 'required' | 'readOnly'): readonly (readonly PlacedCondition[])[] => {
    const given = column?.[name]
    return given === undefined ? [] : [[{ condition: given, pointer: `${pointer}/${name}` }]]
  }
  return { visible: one('visible'), required: one('required'), readOnly: one('readOnly') }
}

/** The column of a sub-table that shows a field, and where it stands. */
export function columnAt(
  work: Work,
  table: string,
  key: string,
): { readonly column: FormColumn | undefined; readonly pointer: string } {
  const place = work.placements.find(({ node }) => node.field === table)
  const columns = place?.node.type === 'subtable' ? (place.node.columns ?? []) : []
  const index = columns.findIndex(({ field }) => field === key)
  return { column: columns[index], pointer: `${place?.pointer ?? ''}/columns/${index}` }
}

/** The cell for which choices of a field fit, if anything narrows them. */
export function optionCell(
  work: Work,
  given: {
    readonly table: string
    readonly entity: EntityModel
    readonly field: FieldModel
    readonly type: FieldType
  },
): void {
  const { table, entity, field, type } = given
  const { ownFilter, pointer } = formFilter(work, table, field.key)
  const target = type.target?.(field.document)
  const filter =
    target === undefined
      ? attributeFilter(work.slots, { entity, field, filter: ownFilter, pointer })
      : type.parentField === undefined &&
        targetFilter(work.slots, {
          entity,
          field,
          filter: ownFilter,
          pointer,
          target: entity.scope.find(field.key)?.target?.(),
        })
  if (filter === undefined || filter === false) return
  work.reader.read(
    table,
    filter.behind.map((path) => `${field.key}.${path}`),
  )
  addCell(work, {
    aspect: 'options',
    table,
    key: field.key,
    slots: [{ paths: filter.paths, run: filter.run }],
    run: filter.run,
  })
}

/** What the form narrows the choices of a field by, on top of the field's own filter. */
function formFilter(
  work: Work,
  table: string,
  key: string,
): { readonly ownFilter: Condition | undefined; readonly pointer: string } {
  if (table !== '') {
    const { column, pointer } = columnAt(work, table, key)
    return { ownFilter: column?.optionsFilter, pointer: `${pointer}/optionsFilter` }
  }
  const place = work.placements.find(({ node }) => node.field === key)
  return {
    ownFilter: place?.node.type === 'field' ? place.node.optionsFilter : undefined,
    pointer: `${place?.pointer ?? ''}/optionsFilter`,
  }
}

/** Cells for whether rows may be added to a sub-table and taken from it. */
export function rowCells(work: Work): void {
  for (const { node, pointer } of work.placements) {
    if (node.type !== 'subtable' || !work.children.has(node.field)) continue
    for (const aspect of ['canAdd', 'canDelete'] as const) {
      const slot = condition(work, '', node[aspect], `${pointer}/${aspect}`)
      if (slot !== undefined)
        addCell(work, { aspect, table: '', key: node.field, slots: [slot], run: (one) => holds(slot, one) })
    }
  }
}
