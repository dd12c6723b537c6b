import type { ActionContext, Settings } from '@mortise/schema'
import { errors } from './errors.ts'
import { readPath, textSetting } from './values.ts'

/**
 * Which record an action works on: the record at hand, or with `record: "<link path>"` and `entity` the one behind
 * that link. Throws ACTION_NO_RECORD when the link is empty; undefined when `ifEmpty` is `skip`.
 */
export function targetRecord(
  action: string,
  settings: Settings,
  ctx: ActionContext,
): { readonly entity: string; readonly id: string } | undefined {
  const path = textSetting(settings['record'])
  if (path === undefined || path === '$record') return { entity: ctx.record.entity, id: ctx.record.id }
  const entity = textSetting(settings['entity'])
  if (entity === undefined) throw errors.ACTION_SETTING_MISSING({ action, setting: 'entity' })
  const id = readPath(path.replace(/^\$record\./, ''), ctx)
  if (typeof id === 'string') return { entity, id }
  if (settings['ifEmpty'] === 'skip') return undefined
  throw errors.ACTION_NO_RECORD({ action, path })
}

/** Entity an action with `record` and `entity` settings works on, as far as the settings tell. */
export function targetEntity(settings: Settings, entity: string): string {
  const path = textSetting(settings['record'])
  return path === undefined || path === '$record' ? entity : (textSetting(settings['entity']) ?? '*')
}
