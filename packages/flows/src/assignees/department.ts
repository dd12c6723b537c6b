import { setting } from '@mortise/schema'
import { type AssigneeType, defineAssignee } from './define.ts'

/** Everybody of a department. */
export const department: AssigneeType = defineAssignee({
  type: 'department',
  label: { zh: '部门成员', en: 'Department' },
  settings: [setting('department', { zh: '部门', en: 'Department' }, { type: 'department', required: true })],
  needs: ['department'],
  describe: () => ({ zh: '部门全体成员', en: 'everybody of a department' }),
  resolve: (source, ctx) => ctx.directory.usersByDepartment(source.department ?? '').map((one) => one.id),
})
