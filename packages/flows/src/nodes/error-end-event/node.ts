import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import { cancelScopeSetting } from '../shared-settings.ts'

/** Ends with an error: the process around it catches it at its boundary, or the whole run ends as failed. */
export const errorEndEvent: NodeType = defineNode({
  type: 'error_end_event',
  version: 1,
  label: { zh: '异常结束', en: 'End with error' },
  icon: 'circle-x',
  group: 'event',
  settings: [
    setting('code', { zh: '错误代码', en: 'Code' }, { required: true, default: 'error' }),
    cancelScopeSetting,
  ],
  role: 'end',
  describe: (settings) => {
    const code = String(settings['code'] ?? 'error')
    return { zh: `以错误“${code}”结束`, en: `Ends with error "${code}"` }
  },
  ports: () => [],
  enter: (node) => ({
    move: { type: 'throw', code: typeof node['code'] === 'string' ? node['code'] : 'error' },
  }),
})
