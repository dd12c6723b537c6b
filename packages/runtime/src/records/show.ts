import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { EntityModel, FieldModel } from '@mortise/schema'
import type { Refs } from '@mortise/store'
import type { ShowValue } from '../context/fill.ts'
import type { Unit } from '../context/unit.ts'

/** The field at the end of a path such as `account.level`. */
export function fieldAt(
  unit: Pick<Unit, 'published' | 'options'>,
  entity: EntityModel,
  path: string,
): FieldModel | undefined {
  const [first, ...rest] = path.split('.')
  const field = first === undefined ? undefined : entity.field(first)
  if (field === undefined || rest.length === 0) return field
  const target = unit.options.kit.fields.find(field.type)?.target?.(field.document)
  const next = target === undefined ? undefined : unit.published.model.entity(target)
  return next === undefined ? undefined : fieldAt(unit, next, rest.join('.'))
}

/** Shows values as people read them: option labels, names of links and people, money with its places. */
export function showValue(given: {
  readonly unit: Unit
  readonly entity: EntityModel
  readonly refs: Refs
  readonly locale: 'zh' | 'en'
}): ShowValue {
  const { unit, entity, locale } = given
  return (path: string, value: Json) => {
    if (value === null) return ''
    const field = fieldAt(unit, entity, path)
    const type = field === undefined ? undefined : unit.options.kit.fields.find(field.type)
    if (field === undefined || type === undefined) return String(value)
    const labelOf = (of: string, id: string): string | undefined => nameOf(given, of, id)
    return type.format(value, { field: field.document, locale, timeZone: unit.timeZone, labelOf })
  }
}

function nameOf(
  given: { readonly unit: Unit; readonly refs: Refs; readonly locale: 'zh' | 'en' },
  entity: string,
  id: string,
): string | undefined {
  const { unit, refs, locale } = given
  if (entity === 'user') return unit.people.directory.user(id)?.name
  if (entity === 'role') {
    const role = unit.published.model.document('role', id)
    return role === undefined ? undefined : say(role.label, locale)
  }
  if (entity === 'department') return unit.people.directory.department(id)?.name
  return refs[entity]?.[id] ?? undefined
}
