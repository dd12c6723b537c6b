import { type Localized, text } from '@mortise/errors'
import type { EntityModel, FieldModel } from '@mortise/schema'
import type { Access } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'

type Ground = Pick<Unit, 'options' | 'published'>

/** Fields by which people name a record: its title first, then what no two records share. */
export function namingFields(ground: Pick<Unit, 'options'>, entity: EntityModel): readonly FieldModel[] {
  const naming = entity.fields.filter(({ key, document, type, system }) => {
    if (key === entity.document.title) return true
    const kind = ground.options.kit.fields.find(type)
    const column = system ? null : (kind?.column(document) ?? null)
    return column?.type === 'text' && (document.unique === true || column.unique === true)
  })
  const isTitle = ({ key }: FieldModel): boolean => key === entity.document.title
  return [...naming.filter(isTitle), ...naming.filter((field) => !isTitle(field))]
}

/** The field that a name of a file goes into when a record is made of it, or why none may be made. */
export type MakingKey = { readonly field: FieldModel } | { readonly why: Localized }

/** Whether a person may make records of a target out of names. */
export function makingKey(ground: Ground, access: Access, target: string): MakingKey {
  const entity = ground.published.model.entity(target)
  const rights = access.entity(target)
  if (entity === undefined || rights?.create !== true)
    return { why: text('你没有在这里新建的权限。', 'You have no right to make records there.') }
  const field = namingFields(ground, entity).find(({ key, document, type, system }) => {
    const kind = ground.options.kit.fields.find(type)
    const stored = !system && kind !== undefined && kind.computed !== true && kind.column(document) !== null
    return stored && rights.field(key) === 'write'
  })
  return field === undefined
    ? { why: text('名称由系统生成，不能从文件新建。', 'Its name is made by the system, not by a file.') }
    : { field }
}
