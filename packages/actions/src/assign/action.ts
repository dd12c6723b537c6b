import type { AssignmentDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { textSetting } from '../values.ts'

/** Gives the record to somebody by an assignment policy. */
export const assign: ActionType = defineAction({
  type: 'assign',
  version: 1,
  label: { zh: '分配负责人', en: 'Assign' },
  icon: 'user-check',
  group: 'people',
  phases: ['afterSave', 'async'],
  settings: [setting('policy', { zh: '分配规则', en: 'Policy' }, { editor: 'assignment', required: true })],
  describe: (settings) => {
    const policy = textSetting(settings['policy']) ?? '?'
    return { zh: `按“${policy}”分配`, en: `Assign by "${policy}"` }
  },
  writes: (settings, entity, document) => {
    const policy = document?.('assignment', textSetting(settings['policy']) ?? '') as
      | AssignmentDocument
      | undefined
    return [{ entity, fields: [policy?.field ?? 'owner'], op: 'update' }]
  },
  run: (settings, ctx) => {
    const policy = textSetting(settings['policy'])
    if (policy === undefined) throw errors.ACTION_SETTING_MISSING({ action: 'assign', setting: 'policy' })
    if (ctx.document('assignment', policy) === undefined)
      throw errors.ACTION_DOCUMENT_UNKNOWN({ action: 'assign', key: policy })
    return [{ type: 'assign', policy, entity: ctx.record.entity, recordId: ctx.record.id }]
  },
})
