import { makeScope, type ScopeName } from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type { EntityModel, ExtensionList, FieldDocument, FieldModel } from '@mortise/schema'

/**
 * Makes an entity of the settings of an extension, so that its property panel is a form like any other:
 * `compileForm({ model: noModel, entity: panelEntity('money', type.settings, fields), fields, language })`.
 */
export function panelEntity(
  name: string,
  settings: readonly FieldDocument[],
  fields: ExtensionList<FieldType>,
): EntityModel {
  const models = settings.map(
    (document): FieldModel => ({
      key: document.key,
      entity: name,
      type: document.type,
      document,
      system: false,
    }),
  )
  const names = settings.map(
    (document): ScopeName => ({
      key: document.key,
      label: document.label,
      type: fields.find(document.type)?.expressionType(document, () => undefined) ?? { kind: 'json' },
      nullable: document.required !== true,
    }),
  )
  const byKey = new Map(models.map((model) => [model.key, model]))
  return Object.freeze({
    key: name,
    document: { key: name, label: name, title: settings[0]?.key ?? '', fields: settings },
    fields: models,
    field: (key: string) => byKey.get(key),
    relations: [],
    relation: () => undefined,
    scope: makeScope(name, names),
  })
}

/** The settings of a state, to be written into a document: without what is empty. */
export function settingsOf(row: { readonly [key: string]: unknown }): { readonly [key: string]: unknown } {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined))
}

/** The model of a panel: settings link to no entities. */
export const noModel: { readonly entity: (key: string) => EntityModel | undefined } = {
  entity: () => undefined,
}
