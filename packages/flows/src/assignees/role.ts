import { setting } from '@mortise/schema'
import { type AssigneeType, defineAssignee } from './define.ts'

/** Everybody who has a role. */
export const role: AssigneeType = defineAssignee({
  type: 'role',
  label: { zh: '角色', en: 'Role' },
  settings: [setting('role', { zh: '角色', en: 'Role' }, { required: true })],
  needs: ['role'],
  describe: (source) => ({ zh: `角色“${source.role ?? '?'}”`, en: `role "${source.role ?? '?'}"` }),
  resolve: (source, ctx) => ctx.directory.usersByRole(source.role ?? '').map((one) => one.id),
})
