import type { EntityModel, FieldModel, SortKey, ViewDocument } from '@mortise/schema'
import type { SlotKey, ViewSlot, ViewType } from '@mortise/views'

/** A shelf of the designer: a place of the view, or its order. */
export type Shelf = SlotKey | 'sort'

/** A place on a shelf. */
export type Spot = { readonly shelf: Shelf; readonly index: number }

const lists: readonly Shelf[] = ['columns', 'sums']

/** The document with a property set; what became empty is absent. */
export function patched(
  view: ViewDocument,
  part: Partial<{ [K in keyof ViewDocument]: ViewDocument[K] | undefined }>,
): ViewDocument {
  const entries = Object.entries({ ...view, ...part }).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(entries) as ViewDocument
}

/** Keys of the fields on a shelf, in order. */
export function fieldsOn(view: ViewDocument, shelf: Shelf): readonly string[] {
  if (shelf === 'sort') return (view.sort ?? []).map(({ field }) => field)
  const value = view[shelf]
  return typeof value === 'string' ? [value] : (value ?? [])
}

function withFields(view: ViewDocument, shelf: Shelf, fields: readonly string[]): ViewDocument {
  if (shelf === 'sort') {
    const known = new Map((view.sort ?? []).map((one) => [one.field, one]))
    return patched(view, { sort: fields.map((field): SortKey => known.get(field) ?? { field, dir: 'asc' }) })
  }
  return patched(view, { [shelf]: lists.includes(shelf) ? fields : fields[0] })
}

/** Puts a field on a shelf; one that holds a single field gives up what it held, one that has it already moves it. */
export function putField(view: ViewDocument, field: string, { shelf, index }: Spot): ViewDocument {
  const now = fieldsOn(view, shelf)
  if (shelf !== 'sort' && !lists.includes(shelf)) {
    return now[0] === field ? view : withFields(view, shelf, [field])
  }
  const from = now.indexOf(field)
  const at = from >= 0 && from < index ? index - 1 : index
  const next = now.filter((one) => one !== field).toSpliced(at, 0, field)
  return next.every((one, place) => one === now[place]) && next.length === now.length
    ? view
    : withFields(view, shelf, next)
}

/** Takes a field off a shelf, and its width with it where it was a column. */
export function takeField(view: ViewDocument, field: string, shelf: Shelf): ViewDocument {
  const next = withFields(
    view,
    shelf,
    fieldsOn(view, shelf).filter((one) => one !== field),
  )
  if (shelf !== 'columns' || next.widths?.[field] === undefined) return next
  const { [field]: _, ...widths } = next.widths
  return patched(next, { widths: Object.keys(widths).length === 0 ? undefined : widths })
}

/** Moves a field from one shelf to another, or along its own. */
export function moveField(
  view: ViewDocument,
  field: string,
  way: { readonly from: Shelf; readonly to: Spot },
): ViewDocument {
  const { from, to } = way
  return putField(from === to.shelf ? view : takeField(view, field, from), field, to)
}

/** The other direction of a sort key. */
export function turnSort(view: ViewDocument, field: string): ViewDocument {
  return patched(view, {
    sort: (view.sort ?? []).map((one) =>
      one.field === field ? { ...one, dir: one.dir === 'desc' ? 'asc' : 'desc' } : one,
    ),
  })
}

/** Another way of looking: what it needs is filled with the first fields that fit, so that something shows at once. */
export function withType(view: ViewDocument, type: ViewType, entity: EntityModel): ViewDocument {
  return type.slots.reduce(
    (made, slot) => {
      const wanted = slot.required && fieldsOn(made, slot.key).length === 0
      const first = wanted ? bestField(entity, slot) : undefined
      return first === undefined ? made : putField(made, first.key, { shelf: slot.key, index: 0 })
    },
    { ...view, type: type.type },
  )
}

function bestField(entity: EntityModel, slot: ViewSlot): FieldModel | undefined {
  const fitting = entity.fields.filter((field) => slot.takes(field, entity))
  return fitting.find(({ system }) => !system) ?? fitting[0]
}

/** Where a field goes that is added without saying where: the first empty place that needs it, else the list of fields. */
export function fittingSpot(
  view: ViewDocument,
  type: ViewType,
  given: { readonly field: FieldModel; readonly entity: EntityModel },
): Spot | undefined {
  const { field, entity } = given
  const slots = type.slots.filter((slot) => slot.takes(field, entity))
  const empty = slots.find((slot) => slot.required && fieldsOn(view, slot.key).length === 0)
  const list = slots.find((slot) => slot.many)
  const slot = empty ?? list ?? slots[0]
  return slot === undefined ? undefined : { shelf: slot.key, index: fieldsOn(view, slot.key).length }
}

/** A view's starting columns: the first few fields that say something. */
export function firstColumns(entity: EntityModel): readonly string[] {
  return entity.fields
    .filter(({ system, key }) => !system && entity.scope.find(key)?.type.kind !== 'rows')
    .slice(0, 5)
    .map(({ key }) => key)
}
