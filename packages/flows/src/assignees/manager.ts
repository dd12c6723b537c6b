import { setting } from '@mortise/schema'
import { type AssigneeType, defineAssignee, peopleOf } from './define.ts'

/** Manager of a person; `level` 2 is the manager's manager. */
export const manager: AssigneeType = defineAssignee({
  type: 'manager',
  label: { zh: '上级', en: 'Manager' },
  settings: [
    setting('of', { zh: '谁的上级', en: 'Manager of' }, { editor: 'people' }),
    setting('level', { zh: '第几级', en: 'Level' }, { type: 'integer' }),
  ],
  needs: [],
  describe: (source) => {
    const level = source.level ?? 1
    const zh = level === 1 ? '直属上级' : `第 ${level} 级上级`
    const en = level === 1 ? 'direct manager' : `manager at level ${level}`
    return { zh: `${source.of === undefined || source.of === 'starter' ? '发起人的' : ''}${zh}`, en }
  },
  resolve: (source, ctx) =>
    peopleOf(source.of, ctx).flatMap((id) => {
      let at: string | null = id
      for (let level = 0; level < (source.level ?? 1) && at !== null; level += 1)
        at = ctx.directory.user(at)?.managerId ?? null
      return at === null ? [] : [at]
    }),
})
