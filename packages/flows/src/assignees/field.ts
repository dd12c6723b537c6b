import { setting } from '@mortise/schema'
import { type AssigneeType, defineAssignee, userIds } from './define.ts'

/** The person in a field of the record, also behind a link (`account.owner`). */
export const field: AssigneeType = defineAssignee({
  type: 'field',
  label: { zh: '表单里的人员字段', en: 'Person field of the record' },
  settings: [setting('field', { zh: '字段', en: 'Field' }, { editor: 'field', required: true })],
  needs: ['field'],
  describe: (source) => ({
    zh: `字段“${source.field ?? '?'}”里的人`,
    en: `the person in "${source.field ?? '?'}"`,
  }),
  resolve: (source, ctx) => userIds(ctx.evaluate({ var: (source.field ?? '').replace(/^\$record\./, '') })),
})
