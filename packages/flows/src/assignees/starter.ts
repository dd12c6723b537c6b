import { type AssigneeType, defineAssignee } from './define.ts'

/** Whoever started the flow. */
export const starter: AssigneeType = defineAssignee({
  type: 'starter',
  label: { zh: '发起人', en: 'Starter' },
  settings: [],
  needs: [],
  describe: () => ({ zh: '发起人', en: 'the starter' }),
  resolve: (_, ctx) => [ctx.starter],
})
