import { type Expression, pathsOf } from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type {
  Condition,
  EntityModel,
  ExtensionList,
  FieldModel,
  FormDocument,
  Model,
  PublicPick,
} from '@mortise/schema'
import { filterOf } from './filters.ts'
import { walkForm } from './layout.ts'
import { recordName } from './slots.ts'

/** What a public form offers for one link field. */
export type OfferedPick = {
  /** `partner`, or `items.product` for a column of a sub-table. */
  readonly path: string
  readonly field: FieldModel
  readonly pick: PublicPick
  /** Where the pick stands among those of the form. */
  readonly at: number
  readonly target: EntityModel
  /** The pick's own condition with that of the field and that of the form: what is offered is what is taken. */
  readonly filter: Condition | undefined
  /** Conditions that ask what is being filled in; such a link can't be offered. */
  readonly asking: readonly Condition[]
}

type Ground = { readonly model: Model; readonly fields: ExtensionList<FieldType> }

/** The links of a public form that strangers may choose for: those that are named in it and placed on it. */
export function offeredPicks({ model, fields }: Ground, form: FormDocument): readonly OfferedPick[] {
  const { placements } = walkForm(form)
  return (form.public?.picks ?? []).flatMap((pick, at) => {
    const field = pickedField({ model, fields }, form, pick)
    const target = model.entity(
      field === undefined ? '' : (fields.find(field.type)?.target?.(field.document) ?? ''),
    )
    const node = placements.find((one) => one.node.field === (pick.into ?? pick.field))?.node
    if (field === undefined || target === undefined || node === undefined) return []
    const column =
      node.type === 'subtable' ? node.columns?.find((one) => one.field === pick.field) : undefined
    if (pick.into !== undefined && node.type === 'subtable' && node.columns !== undefined && !column)
      return []
    const own = node.type === 'subtable' ? column?.optionsFilter : node.optionsFilter
    const all = [pick.filter, filterOf(field), own].filter((one) => one !== undefined)
    const path = pick.into === undefined ? pick.field : `${pick.into}.${pick.field}`
    const filter = all.length < 2 ? all[0] : { and: all }
    return [{ path, field, pick, at, target, filter, asking: all.filter(asksRecord) }]
  })
}

/** The field that a pick is for: of the form's record, or of the rows of one of its sub-tables. */
export function pickedField(
  { model, fields }: Ground,
  form: FormDocument,
  { field, into }: PublicPick,
): FieldModel | undefined {
  const entity = model.entity(form.entity)
  if (into === undefined) return entity?.field(field)
  const table = entity?.field(into)
  const rows = table === undefined ? '' : fields.find(table.type)?.target?.(table.document)
  return model.entity(rows ?? '')?.field(field)
}

/** Whether a condition looks at the record that is being filled in. */
function asksRecord(condition: Expression): boolean {
  return pathsOf(condition).some((path) => path === recordName || path.startsWith(`${recordName}.`))
}
