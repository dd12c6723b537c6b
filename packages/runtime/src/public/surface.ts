import { isForStrangers } from '@mortise/fields'
import { walkForm } from '@mortise/forms'
import type { Kit } from '@mortise/kit'
import type { EntityModel, FieldModel, FormDocument, FormSubtableNode, Model } from '@mortise/schema'

/** What strangers may write through a form. */
export type PublicSurface = {
  readonly entity: EntityModel
  /** Fields of the record, sub-tables among them. */
  readonly fields: ReadonlySet<string>
  /** By sub-table: the entity of its rows, the field that points back, and the columns. */
  readonly tables: ReadonlyMap<string, PublicTable>
}

export type PublicTable = {
  readonly entity: EntityModel
  readonly parentField: string
  readonly columns: ReadonlySet<string>
}

type FieldType = NonNullable<ReturnType<Kit['fields']['find']>>
type Ground = { readonly model: Model; readonly kit: Pick<Kit, 'fields'> }

const isOpen = (type: FieldType | undefined, { document, system }: FieldModel): boolean =>
  !system && isForStrangers(type, document)

/** Reads off a form what it lets strangers write: what is placed on it, as far as it is for them at all. */
export function publicSurface({ model, kit }: Ground, form: FormDocument): PublicSurface | undefined {
  const entity = model.entity(form.entity)
  if (entity === undefined) return undefined
  const fields = new Set<string>()
  const tables = new Map<string, PublicTable>()
  for (const { node } of walkForm(form).placements) {
    const field = entity.field(node.field)
    const type = field === undefined ? undefined : kit.fields.find(field.type)
    if (field === undefined || type === undefined) continue
    const parentField = type.parentField?.(field.document)
    const child = parentField === undefined ? undefined : model.entity(type.target?.(field.document) ?? '')
    if (parentField !== undefined && child !== undefined) {
      const columns = columnsOf({ model, kit }, { child, parentField, node })
      if (columns.size === 0) continue
      fields.add(field.key)
      tables.set(field.key, { entity: child, parentField, columns })
    } else if (isOpen(type, field)) fields.add(field.key)
  }
  return { entity, fields, tables }
}

function columnsOf(
  { kit }: Ground,
  given: {
    readonly child: EntityModel
    readonly parentField: string
    readonly node: { readonly type: string; readonly columns?: FormSubtableNode['columns'] }
  },
): ReadonlySet<string> {
  const { child, parentField, node } = given
  const named = node.columns?.map(({ field }) => field)
  const open = child.fields.filter(
    (field) => field.key !== parentField && isOpen(kit.fields.find(field.type), field),
  )
  return new Set(open.map(({ key }) => key).filter((key) => named === undefined || named.includes(key)))
}
