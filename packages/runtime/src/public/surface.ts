import { isForStrangers, isOfferable, isShowable } from '@mortise/fields'
import { offeredPicks, type OfferedPick, walkForm } from '@mortise/forms'
import type { Kit } from '@mortise/kit'
import type { EntityModel, FieldModel, FormDocument, FormSubtableNode, Model } from '@mortise/schema'

/** What strangers may write through a form. */
export type PublicSurface = {
  readonly entity: EntityModel
  /** Fields of the record, sub-tables among them. */
  readonly fields: ReadonlySet<string>
  /** By sub-table: the entity of its rows, the field that points back, and the columns. */
  readonly tables: ReadonlyMap<string, PublicTable>
  /** Links that are chosen for among records that the form offers, by path (`partner`, `items.product`). */
  readonly picks: ReadonlyMap<string, PublicOffer>
}

/** What is offered for one link: fields that are shown of it beside the rest, and whether several may be chosen. */
export type PublicOffer = OfferedPick & { readonly shown: readonly FieldModel[]; readonly many: boolean }

export type PublicTable = {
  readonly entity: EntityModel
  readonly parentField: string
  readonly columns: ReadonlySet<string>
}

type FieldType = NonNullable<ReturnType<Kit['fields']['find']>>
type Ground = { readonly model: Model; readonly kit: Pick<Kit, 'fields'> }

const isOpen = (type: FieldType | undefined, { document, system }: FieldModel): boolean =>
  !system && isForStrangers(type, document)

/** What a form offers strangers to choose from, as far as it is for them at all, by path. */
export function publicOffers({ model, kit }: Ground, form: FormDocument): ReadonlyMap<string, PublicOffer> {
  const offers = new Map<string, PublicOffer>()
  for (const one of offeredPicks({ model, fields: kit.fields }, form)) {
    const { path, field, pick, target, asking } = one
    const shown = pick.show.flatMap((key) => {
      const found = target.field(key)
      const type = found === undefined ? undefined : kit.fields.find(found.type)
      return found === undefined || found.system || !isShowable(type, found.document) ? [] : [found]
    })
    // Publishing refuses the others; they stay shut whatever a document says.
    const type = kit.fields.find(field.type)
    const many = type?.column(field.document)?.type === 'uuid[]'
    const isFit = isOfferable(type, field.document) && asking.length === 0
    if (isFit && shown.length > 0 && !offers.has(path)) offers.set(path, { ...one, shown, many })
  }
  return offers
}

/** Reads off a form what it lets strangers write: what is placed on it, as far as it is for them at all. */
export function publicSurface({ model, kit }: Ground, form: FormDocument): PublicSurface | undefined {
  const entity = model.entity(form.entity)
  if (entity === undefined) return undefined
  const fields = new Set<string>()
  const tables = new Map<string, PublicTable>()
  const picks = publicOffers({ model, kit }, form)
  for (const { node } of walkForm(form).placements) {
    const field = entity.field(node.field)
    const type = field === undefined ? undefined : kit.fields.find(field.type)
    if (field === undefined || type === undefined) continue
    const parentField = type.parentField?.(field.document)
    const child = parentField === undefined ? undefined : model.entity(type.target?.(field.document) ?? '')
    if (parentField !== undefined && child !== undefined) {
      const columns = columnsOf({ model, kit }, { child, parentField, node, picks })
      if (columns.size === 0) continue
      fields.add(field.key)
      tables.set(field.key, { entity: child, parentField, columns })
    } else if (isOpen(type, field) || picks.has(field.key)) fields.add(field.key)
  }
  return { entity, fields, tables, picks }
}

function columnsOf(
  { kit }: Ground,
  given: {
    readonly child: EntityModel
    readonly parentField: string
    readonly node: {
      readonly type: string
      readonly field: string
      readonly columns?: FormSubtableNode['columns']
    }
    readonly picks: PublicSurface['picks']
  },
): ReadonlySet<string> {
  const { child, parentField, node, picks } = given
  const named = node.columns?.map(({ field }) => field)
  const open = child.fields.filter(
    (field) =>
      field.key !== parentField &&
      (isOpen(kit.fields.find(field.type), field) || picks.has(`${node.field}.${field.key}`)),
  )
  return new Set(open.map(({ key }) => key).filter((key) => named === undefined || named.includes(key)))
}
