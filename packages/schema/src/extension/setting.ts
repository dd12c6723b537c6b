import type { LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '../documents/entity.ts'

/**
 * What a property panel offers for a setting: names to choose from rather than free text. The same word tells publish
 * checks, "used by" and renames what the setting holds, so that they know no extension by name.
 *
 * `condition`, `expression`: an expression. `field`, `fields`, `path`, `paths`, `link_field`: fields of the entity at
 * hand, or of the one that the setting named by `of` leads to. `values`: an object from field key to value or
 * expression; `value`: one of them, for the field that `into` leads to; `map`: one whose keys are free; `field_map`: one from a
 * free name to a field. `column`: a column of the block, by its key or field. `node`, `nodes`: nodes of the flow, by their id. `template`: text with `{{expression}}` places; `label`: a name, which may be in both languages. `colour`: `#RRGGBB`. `action`, `actions`,
 * `block`, `blocks`: nested extension documents. `approval`: `ApprovalSettings`; `assignees`: a list of
 * `AssigneeSource`. `field_rights`: from fields and columns to `write`, `read` or `hidden`. `people`: who gets a message.
 * `connection`: an account at one of the `systems`. `length`: points, or a
 * word such as `*` or `auto`. `steps`, `options`: lists of their own shape. The rest name a document.
 */
export type SettingEditor =
  | 'entity'
  | 'field'
  | 'fields'
  | 'path'
  | 'paths'
  | 'link_field'
  | 'values'
  | 'value'
  | 'map'
  | 'field_map'
  | 'column'
  | 'node'
  | 'nodes'
  | 'people'
  | 'connection'
  | 'expression'
  | 'condition'
  | 'template'
  | 'label'
  | 'colour'
  | 'duration'
  | 'length'
  | 'action'
  | 'actions'
  | 'block'
  | 'blocks'
  | 'approval'
  | 'assignees'
  | 'field_rights'
  | 'steps'
  | 'options'
  | 'form'
  | 'role'
  | 'flow'
  | 'rule'
  | 'report'
  | 'score'
  | 'assignment'
  | 'table'
  | 'calendar'
  | 'mail'
  | 'print'

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
    /** Key of the setting beside it that tells whose fields are meant; absent means the record at hand. */
    readonly of?: string
    /** For one value: where beside it the key of the field stands that it is written into, `fields.priority`. */
    readonly into?: string
    /** For a map into fields: key of the setting beside it that names the decision table whose results they take. */
    readonly results?: string
    /** For such a map: where it says nothing, each result goes into the field of its own name. */
    readonly byName?: true
    /** For a condition on other records: the one at hand stands beside them, as `record`. */
    readonly beside?: true
    /** For a connection: the connectors it may be of. */
    readonly systems?: readonly string[]
    readonly required?: boolean
    readonly default?: Json
    readonly help?: LocalizedText
    readonly options?: readonly { readonly value: string; readonly label: LocalizedText }[]
  } = {},
): FieldDocument {
  const type = more.type ?? (more.options === undefined ? 'text' : 'select')
  const inner = {
    ...(more.editor === undefined ? {} : { editor: more.editor }),
    ...(more.of === undefined ? {} : { of: more.of }),
    ...(more.into === undefined ? {} : { into: more.into }),
    ...(more.results === undefined ? {} : { results: more.results }),
    ...(more.byName === undefined ? {} : { byName: more.byName }),
    ...(more.systems === undefined ? {} : { systems: more.systems }),
    ...(more.beside === undefined ? {} : { beside: more.beside }),
    ...(more.options === undefined ? {} : { options: more.options }),
  }
  return {
    key,
    label,
    type,
    ...(more.required === undefined ? {} : { required: more.required }),
    ...(more.default === undefined ? {} : { default: more.default }),
    ...(more.help === undefined ? {} : { help: more.help }),
    ...(Object.keys(inner).length === 0 ? {} : { settings: inner as NonNullable<FieldDocument['settings']> }),
  }
}
