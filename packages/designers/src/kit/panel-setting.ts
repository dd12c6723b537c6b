import type { LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument, Settings } from '@mortise/schema'

/**
 * Describes a property that a designer's own panel edits. As `setting` of schema, but the editor may also be one that
 * only designers have (`editors/index.ts`).
 */
export function panelSetting(
  key: string,
  label: LocalizedText,
  more: {
    readonly type?: string
    readonly editor?: string
    readonly of?: string
    readonly help?: LocalizedText
    readonly required?: boolean
    readonly options?: readonly (readonly [string, string, string])[]
    readonly settings?: Settings
  } = {},
): FieldDocument {
  const options = more.options?.map(([value, zh, en]): Json => ({ value, label: { zh, en } }))
  return {
    key,
    label,
    type: more.type ?? (options === undefined ? 'text' : 'select'),
    ...(more.help === undefined ? {} : { help: more.help }),
    ...(more.required === undefined ? {} : { required: more.required }),
    settings: {
      ...more.settings,
      ...(more.editor === undefined ? {} : { editor: more.editor }),
      ...(more.of === undefined ? {} : { of: more.of }),
      ...(options === undefined ? {} : { options }),
    },
  }
}
