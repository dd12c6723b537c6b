import { setting } from '@mortise/schema'
import { type AssigneeType, defineAssignee } from './define.ts'

/** One named person. */
export const user: AssigneeType = defineAssignee({
  type: 'user',
  label: { zh: '指定成员', en: 'A person' },
  settings: [setting('user', { zh: '成员', en: 'Person' }, { type: 'user', required: true })],
  needs: ['user'],
  describe: () => ({ zh: '指定成员', en: 'a named person' }),
  resolve: (source) => (source.user === undefined ? [] : [source.user]),
})
