import { setting } from '@mortise/schema'
import { type AssigneeType, defineAssignee, userIds } from './define.ts'

/** Whoever an expression yields. */
export const expression: AssigneeType = defineAssignee({
  type: 'expression',
  label: { zh: '表达式', en: 'Expression' },
  settings: [setting('expr', { zh: '表达式', en: 'Expression' }, { editor: 'expression', required: true })],
  needs: ['expr'],
  describe: () => ({ zh: '由表达式决定', en: 'decided by an expression' }),
  resolve: (source, ctx) => (source.expr === undefined ? [] : userIds(ctx.evaluate(source.expr))),
})
