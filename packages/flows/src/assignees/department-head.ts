import { setting } from '@mortise/schema'
import { type AssigneeType, defineAssignee, peopleOf } from './define.ts'

/** Head of a named department, or of the department of a person; `level` 2 is the head one department up. */
export const departmentHead: AssigneeType = defineAssignee({
  type: 'department_head',
  label: { zh: '部门负责人', en: 'Head of department' },
  settings: [
    setting('department', { zh: '部门', en: 'Department' }, { type: 'department' }),
    setting('of', { zh: '谁的部门', en: 'Department of' }, { editor: 'people' }),
    setting('level', { zh: '向上第几级', en: 'Levels up' }, { type: 'integer' }),
  ],
  needs: [],
  describe: (source) => ({
    zh: source.of === undefined || source.of === 'starter' ? '发起人的部门负责人' : '部门负责人',
    en:
      source.of === undefined || source.of === 'starter'
        ? "head of the starter's department"
        : 'head of department',
  }),
  resolve: (source, ctx) => {
    const { starter } = ctx
    const of = peopleOf(source.of, ctx).map((id) =>
      id === starter && ctx.department !== undefined
        ? ctx.department
        : (ctx.directory.user(id)?.departmentId ?? null),
    )
    const from = source.department === undefined ? of : [source.department]
    return from.flatMap((id) => {
      let at = id === null ? undefined : ctx.directory.department(id)
      for (let level = 1; level < (source.level ?? 1); level += 1)
        at = ctx.directory.department(at?.parentId ?? '')
      const head = at?.headId ?? null
      return head === null ? [] : [head]
    })
  },
})
