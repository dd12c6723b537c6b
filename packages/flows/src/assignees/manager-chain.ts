import { setting } from '@mortise/schema'
import { type AssigneeType, defineAssignee, peopleOf } from './define.ts'

/** No company is higher; it also ends a circle of managers. */
const highest = 30

/**
 * The managers above a person, one level after the other: up to a level, to whoever has a role, or to the top. A level
 * whose manager is gone is left out and the next one above follows.
 */
export const managerChain: AssigneeType = defineAssignee({
  type: 'manager_chain',
  label: { zh: '连续多级上级', en: 'Chain of managers' },
  settings: [
    setting('of', { zh: '谁的上级', en: 'Managers of' }, { editor: 'people' }),
    setting(
      'until',
      { zh: '到哪一级为止', en: 'Up to' },
      {
        options: [
          { value: 'top', label: { zh: '最高一级', en: 'The top' } },
          { value: 'level', label: { zh: '第几级', en: 'A level' } },
          { value: 'role', label: { zh: '拥有某角色的人', en: 'Whoever has a role' } },
        ],
      },
    ),
    setting('level', { zh: '第几级', en: 'Level' }, { type: 'integer' }),
    setting('role', { zh: '角色', en: 'Role' }, { editor: 'role' }),
  ],
  needs: [],
  describe: (source) => {
    const ends = {
      top: ['直到最高一级', 'up to the top'],
      level: [`共 ${source.level ?? 1} 级`, `${source.level ?? 1} levels`],
      role: [`直到角色“${source.role ?? '?'}”`, `up to role "${source.role ?? '?'}"`],
    }[source.until ?? 'top']
    return { zh: `逐级上级，${ends[0]}`, en: `managers in turn, ${ends[1]}` }
  },
  resolve: (source, ctx) =>
    peopleOf(source.of, ctx).flatMap((id) => {
      const { until = 'top', level = 1, role } = source
      const chain: string[] = []
      for (let at = ctx.directory.user(id)?.managerId ?? null; at !== null && chain.length < highest; ) {
        if (chain.includes(at)) break
        chain.push(at)
        const one = ctx.directory.user(at)
        if (until === 'level' && chain.length >= level) break
        if (until === 'role' && role !== undefined && one?.roles.includes(role) === true) break
        at = one?.managerId ?? null
      }
      return chain
    }),
})
