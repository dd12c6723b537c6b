import { documentKinds } from '../documents/kinds.ts'
import type { FieldDocument } from '../documents/entity.ts'
import { isObject } from '../pointer.ts'
import type { SettingEditor } from './setting.ts'

/** Views are named within their entity, so that a bare reference to one says too little. */
function documentEditor(kind: unknown): SettingEditor | undefined {
  const known = documentKinds.find((one) => one === kind)
  return known === 'app' || known === 'view' || known === 'page' || known === 'dashboard' ? undefined : known
}

/** What settings of field types made for settings hold, when no `editor` says more. */
const byFieldType: { readonly [type: string]: (setting: FieldDocument) => SettingEditor | undefined } = {
  entity_ref: () => 'entity',
  field_ref: (setting) => (setting.settings?.['paths'] === true ? 'path' : 'field'),
  document_ref: (setting) => documentEditor(setting.settings?.['kind']),
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
 * Key of the setting that tells whose fields are meant: one that holds an entity, or a link or relation of the entity
 * at hand. Undefined means the entity at hand.
 */
export function ofSetting(setting: FieldDocument): string | undefined {
  const { of, from, scope } = setting.settings ?? {}
  const named = of ?? from ?? scope
  return typeof named === 'string' ? named : undefined
}

/** What a setting that is a list of rows (`items`) says of one row. */
export type RowSettings = {
  readonly fields: readonly FieldDocument[]
  /** One row instead of a list. */
  readonly single: boolean
  /** The first field, when it holds something: a row may then be written as that alone, `["no", "total"]`. */
  readonly short: FieldDocument | undefined
}

/** Settings of a row, for settings that are lists of rows; undefined for all others and for rows of any shape. */
export function rowSettings(setting: FieldDocument): RowSettings | undefined {
  const given: unknown = setting.type === 'items' ? setting.settings?.['fields'] : undefined
  if (!Array.isArray(given)) return undefined
  const fields = given.filter(
    (one: unknown): one is FieldDocument => isObject(one) && typeof one['key'] === 'string',
  )
  const [first] = fields
  if (first === undefined) return undefined
  const short = holdsOf(first) === undefined ? undefined : first
  return { fields, single: setting.settings?.['single'] === true, short }
}
