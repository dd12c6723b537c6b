import { say, type Locale } from '@mortise/errors'
import {
  type DocumentByKind,
  documentKey,
  type DocumentKind,
  type EntityModel,
  type FieldModel,
  type Model,
} from '@mortise/schema'
import type { RefChoice } from '@mortise/fields/react'

type Named = { readonly model: Model; readonly locale: Locale }

/** Entities to choose from. */
export function entityChoices(
  { model, locale }: Named,
  kind: 'any' | 'main' | 'child' = 'any',
): readonly RefChoice[] {
  return model.entities
    .filter(({ document }) => kind === 'any' || (document.kind ?? 'main') === kind)
    .map(({ key, document }) => ({
      value: key,
      label: say(document.label, locale),
      icon: document.icon ?? 'database',
    }))
}

/** Entity behind a link field; undefined for other fields. */
export function linkTarget(model: Model, field: FieldModel): EntityModel | undefined {
  const target = field.document.settings?.['target']
  const owner = model.entity(field.entity)
  const name = owner?.scope.find(field.key)
  const leads = name?.type.kind === 'id'
  return leads && typeof target === 'string' ? model.entity(target) : undefined
}

/** Fields of an entity; `paths` adds those one link away, `links` keeps only fields that lead to other records. */
export function fieldChoices(
  named: Named,
  entity: EntityModel | undefined,
  options: { readonly paths?: boolean; readonly links?: boolean } = {},
): readonly RefChoice[] {
  if (entity === undefined) return []
  const { model, locale } = named
  const name = (field: FieldModel): string => say(field.document.label, locale)
  const own = entity.fields
    .filter((field) => options.links !== true || entity.scope.find(field.key)?.type.kind === 'id')
    .map((field) => ({ value: field.key, label: name(field) }))
  if (options.paths !== true) return own
  const further = entity.fields.flatMap((field) =>
    (linkTarget(model, field)?.fields ?? [])
      .filter(({ system }) => !system)
      .map((inner) => ({ value: `${field.key}.${inner.key}`, label: `${name(field)} / ${name(inner)}` })),
  )
  return [...own, ...further]
}

/** Sub-tables and the reverse sides of links. */
export function relationChoices(
  { model, locale }: Named,
  entity: EntityModel | undefined,
): readonly RefChoice[] {
  return (entity?.relations ?? []).map(({ key, target }) => ({
    value: key,
    label: say(entity?.field(key)?.document.label ?? model.entity(target)?.document.label ?? key, locale),
  }))
}

/** Documents of a kind by their stored names. */
export function documentChoices({ model, locale }: Named, kind: DocumentKind): readonly RefChoice[] {
  return model.documents(kind).map((document) => {
    const key = documentKey(kind, document as DocumentByKind[typeof kind] & { readonly key: string })
    return { value: key, label: 'label' in document ? say(document.label, locale) || key : key }
  })
}

/** The field a path of an entity leads to, through links. */
export function fieldAtPath(
  model: Model,
  entity: EntityModel | undefined,
  path: string,
): FieldModel | undefined {
  const [first = '', ...rest] = path.split('.')
  const field = entity?.field(first)
  if (field === undefined || rest.length === 0) return field
  return fieldAtPath(model, linkTarget(model, field), rest.join('.'))
}

/** What a path is called: `客户 / 级别`. */
export function pathLabel(named: Named, entity: EntityModel | undefined, path: string): string {
  const parts = path.split('.')
  return parts
    .map((part, at) => {
      const field = fieldAtPath(named.model, entity, parts.slice(0, at + 1).join('.'))
      return field === undefined ? part : say(field.document.label, named.locale)
    })
    .join(' / ')
}
