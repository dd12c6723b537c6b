import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { errors } from '../errors.ts'
import { textSetting } from '../values.ts'

/** Lets the actions after it wait: a while, by a calendar when one is named. In a flow a step of its own waits. */
export const wait: ActionType = defineAction({
  type: 'wait',
  version: 1,
  label: { zh: '等待', en: 'Wait' },
  icon: 'hourglass',
  group: 'flow',
  phases: ['async'],
  settings: [
    setting('for', { zh: '等待多久', en: 'For' }, { editor: 'duration', required: true }),
    setting('calendar', { zh: '工作日历', en: 'Calendar' }, { editor: 'calendar' }),
  ],
  describe: (settings) => {
    const length = textSetting(settings['for']) ?? '?'
    return { zh: `等待 ${length}`, en: `Wait ${length}` }
  },
  writes: () => [],
  run: (settings, ctx) => {
    const length = textSetting(settings['for'])
    if (length === undefined) throw errors.ACTION_SETTING_MISSING({ action: 'wait', setting: 'for' })
    return [{ type: 'wait', until: ctx.addTime(ctx.now, length, textSetting(settings['calendar'])) }]
  },
})
