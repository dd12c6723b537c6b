import type { FieldDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type AssigneeType, defineAssignee } from './define.ts'

const settings: readonly FieldDocument[] = [
  setting('range', { zh: '可选范围', en: 'Among' }, { type: 'longtext', editor: 'assignees' }),
  setting('min', { zh: '至少几人', en: 'At least' }, { type: 'integer' }),
  setting('max', { zh: '至多几人', en: 'At most' }, { type: 'integer' }),
]

/** People whom the starter picks when handing in. */
export const starterPick: AssigneeType = defineAssignee({
  type: 'starter_pick',
  label: { zh: '发起人自选', en: 'Picked by the starter' },
  settings,
  needs: [],
  describe: () => ({ zh: '发起人自选', en: 'picked by the starter' }),
  resolve: (_, ctx) => ctx.picked,
})

/** People whom an approver before picks. */
export const previousPick: AssigneeType = defineAssignee({
  type: 'previous_pick',
  label: { zh: '上一步审批人自选', en: 'Picked by the step before' },
  settings,
  needs: [],
  describe: () => ({ zh: '由上一步审批人选择', en: 'picked at the step before' }),
  resolve: (_, ctx) => ctx.picked,
})
