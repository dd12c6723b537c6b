import type { Scope } from '@mortise/expressions'
import { type DocumentKind, isNamedByEntity } from '../documents/kinds.ts'
import type { Model } from '../model/model.ts'
import type { NameTouch } from '../names/types.ts'

/** One element under a new key: a document, or with `field` a field of the entity `key`. */
export type Renaming = {
  readonly kind: DocumentKind
  /** Stored name (`deal`, `deal.edit`). */
  readonly key: string
  readonly field?: string
  /** With it an option of that field. */
  readonly option?: string
  /** The new key; for forms and views without the entity in front. */
  readonly to: string
}

/** What documents and fields are called afterwards; the same name for all others. */
export type NewNames = {
  readonly document: (kind: DocumentKind, key: string) => string
  readonly field: (entity: string, key: string) => string
  readonly option: (entity: string, field: string, value: string) => string
}

/** Fields in which an option is renamed: its own, and those it is copied to or from. */
export type OptionFields = readonly { readonly entity: string; readonly field: string }[]

const same = (_: string, key: string): string => key

function optionNames(renaming: Renaming, among: OptionFields): NewNames {
  const meant = (entity: string, field: string): boolean =>
    among.some((one) => one.entity === entity && one.field === field)
  return {
    document: same,
    field: same,
    option: (entity, field, value) =>
      value === renaming.option && meant(entity, field) ? renaming.to : value,
  }
}

/** Names after one renaming. Forms and views carry their entity's name in front of their own. */
export function newNames(renaming: Renaming, among: OptionFields = []): NewNames {
  const { kind, key, field, option, to } = renaming
  if (option !== undefined && field !== undefined)
    return optionNames(renaming, among.length === 0 ? [{ entity: key, field }] : among)
  const document: NewNames['document'] = (asked, name) => {
    if (field !== undefined) return name
    if (asked === kind && name === key) {
      const dot = name.indexOf('.')
      return dot < 0 ? to : `${name.slice(0, dot)}.${to}`
    }
    const inside = isNamedByEntity(asked) && kind === 'entity' && name.startsWith(`${key}.`)
    return inside ? `${to}${name.slice(key.length)}` : name
  }
  return {
    document,
    field: (entity, name) => (field !== undefined && entity === key && name === field ? to : name),
    option: (_entity, _field, value) => value,
  }
}

/** The touch that puts new names in: fields, documents, and the reverse links called after both. */
export function renamingTouch(model: Model, names: NewNames): NameTouch {
  const changed = (now: string, before: string): string | undefined => (now === before ? undefined : now)
  const step = (scope: Scope, key: string): string | undefined => {
    const entity = model.entity(scope.name)
    if (entity === undefined || entity.scope.find(key) !== scope.find(key)) return undefined
    const relation = entity.field(key) === undefined ? entity.relation(key) : undefined
    if (relation === undefined) return changed(names.field(entity.key, key), key)
    const { target, via } = relation
    return changed(`${names.document('entity', target)}_by_${names.field(target, via)}`, key)
  }
  return {
    step,
    document: (kind, key) => changed(names.document(kind, key), key),
    option: ({ entity, field }, value) => changed(names.option(entity, field, value), value),
  }
}
