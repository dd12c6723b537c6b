import { setting } from '@mortise/schema'
import { type AssigneeType, defineAssignee } from './define.ts'

/** Everybody of a group of people, across departments. */
export const group: AssigneeType = defineAssignee({
  type: 'group',
  label: { zh: '用户组', en: 'Group' },
  settings: [setting('group', { zh: '用户组', en: 'Group' }, { required: true })],
  needs: ['group'],
  describe: (source) => ({ zh: `用户组“${source.group ?? '?'}”`, en: `group "${source.group ?? '?'}"` }),
  resolve: (source, ctx) => (ctx.directory.usersByGroup?.(source.group ?? '') ?? []).map((one) => one.id),
})
