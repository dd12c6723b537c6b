import type { LocalizedText } from '@mortise/errors'
import type { FieldDocument } from '../documents/entity.ts'

/** What a property panel offers for a setting: names to choose from rather than free text. */
export type SettingEditor =
  | 'entity'
  | 'field'
  | 'link_field'
  | 'values'
  | 'people'
  | 'expression'
  | 'condition'
  | 'template'
  | 'duration'
  | 'calendar'
  | 'score'
  | 'assignment'
  | 'table'
  | 'flow'
  | 'action'
  | 'approval'
  | 'steps'

/**
 * Describes a setting of an action or flow node by our own field metadata. `editor` tells the property panel which
 * names fit; the value is kept as the JSON the editor gives.
 */
export function setting(
  key: string,
  label: LocalizedText,
  more: {
    readonly type?: string
    readonly editor?: SettingEditor
    readonly required?: boolean
    readonly help?: LocalizedText
    readonly options?: readonly { readonly value: string; readonly label: LocalizedText }[]
  } = {},
): FieldDocument {
  const type = more.type ?? (more.options === undefined ? 'text' : 'select')
  const inner = {
    ...(more.editor === undefined ? {} : { editor: more.editor }),
    ...(more.options === undefined ? {} : { options: more.options }),
  }
  return {
    key,
    label,
    type,
    ...(more.required === undefined ? {} : { required: more.required }),
    ...(more.help === undefined ? {} : { help: more.help }),
    ...(Object.keys(inner).length === 0 ? {} : { settings: inner as NonNullable<FieldDocument['settings']> }),
  }
}
