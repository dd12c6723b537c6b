import type { FieldDocument } from '../documents/entity.ts'
import type { SettingEditor } from './setting.ts'

/** What settings of field types made for settings hold, when no `editor` says more. */
const byFieldType: { readonly [type: string]: (setting: FieldDocument) => SettingEditor } = {
  entity_ref: () => 'entity',
  field_ref: (setting) => (setting.settings?.['paths'] === true ? 'path' : 'field'),
  expression: (setting) => (setting.settings?.['expect'] === 'boolean' ? 'condition' : 'expression'),
  options: () => 'options',
}

/** What a setting holds, beyond its field type: its `editor`, or what a field type made for settings means. */
export function holdsOf(setting: FieldDocument): SettingEditor | undefined {
  const said = setting.settings?.['editor']
  if (typeof said === 'string') return said as SettingEditor
  return byFieldType[setting.type]?.(setting)
}

/**
 * Key of the setting beside it that tells whose fields are meant: one that holds an entity, or a link or relation of
 * the entity at hand. Undefined means the entity at hand.
 */
export function ofSetting(setting: FieldDocument, beside: readonly FieldDocument[]): string | undefined {
  const { of, from, scope } = setting.settings ?? {}
  const named = of ?? from ?? scope
  return beside.find((one) => one.key === named)?.key
}
