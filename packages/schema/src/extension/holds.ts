import type { FieldDocument } from '../documents/entity.ts'

/**
 * What a setting of an extension holds, beyond its field type: said by `settings.holds` of the setting's own field
 * document. Publish checks, "used by" and renames learn from it where expressions and references hide inside
 * settings, so that they know no extension by name.
 *
 * `condition`, `expression`: an expression. `field`, `fields`, `path`, `paths`: fields of the entity at hand.
 * `field_values`: an object from field key to expression. `field_map`: an object whose keys are field keys.
 * `template`: text with `{{expression}}` places. `action`, `actions`, `block`, `blocks`: nested extension documents.
 * `approval`: `ApprovalSettings`. The rest name a document of that kind.
 */
export const settingHolds = [
  'condition',
  'expression',
  'field',
  'fields',
  'path',
  'paths',
  'field_values',
  'field_map',
  'template',
  'action',
  'actions',
  'block',
  'blocks',
  'approval',
  'entity',
  'role',
  'flow',
  'rule',
  'report',
  'score',
  'assignment',
  'table',
  'calendar',
  'mail',
  'print',
] as const

export type SettingHolds = (typeof settingHolds)[number]

/** What a setting holds; settings of type `expression` hold one without saying so. */
export function holdsOf(setting: FieldDocument): SettingHolds | undefined {
  const said = setting.settings?.['holds']
  if (typeof said === 'string') return settingHolds.find((one) => one === said)
  return setting.type === 'expression' ? 'expression' : undefined
}

/**
 * The setting beside it that tells whose fields are meant (`settings.of`): one that holds an entity, or a link or
 * relation of the entity at hand. Undefined means the entity at hand.
 */
export function ofSetting(setting: FieldDocument): string | undefined {
  const of = setting.settings?.['of']
  return typeof of === 'string' ? of : undefined
}
