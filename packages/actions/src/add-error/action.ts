import type { LocalizedText } from '@mortise/errors'
import { say } from '@mortise/errors'
import type { ActionContext } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { textSetting } from '../values.ts'

function message(value: unknown, ctx: ActionContext): LocalizedText {
  if (typeof value === 'string') return ctx.fill(value)
  const text = (value ?? {}) as Exclude<LocalizedText, string>
  return { zh: ctx.fill(say(text, 'zh')), en: ctx.fill(say(text, 'en')) }
}

/** Refuses a change with a message, or only warns. */
export const addError: ActionType = defineAction({
  type: 'add_error',
  version: 1,
  label: { zh: '拦截或提醒', en: 'Refuse or warn' },
  icon: 'shield-alert',
  group: 'record',
  phases: ['beforeSave'],
  settings: [
    setting('message', { zh: '提示', en: 'Message' }, { editor: 'template', required: true }),
    setting('field', { zh: '显示在字段', en: 'At field' }, { editor: 'field' }),
    setting(
      'level',
      { zh: '级别', en: 'Level' },
      {
        options: [
          { value: 'block', label: { zh: '拦截', en: 'Refuse' } },
          { value: 'warn', label: { zh: '提醒', en: 'Warn' } },
        ],
      },
    ),
    setting('code', { zh: '代码', en: 'Code' }),
  ],
  describe: (settings) => {
    const warn = settings['level'] === 'warn'
    const text = settings['message'] as LocalizedText | undefined
    return {
      zh: `${warn ? '提醒' : '拦截'}：${say(text, 'zh')}`,
      en: `${warn ? 'Warn' : 'Refuse'}: ${say(text, 'en')}`,
    }
  },
  writes: () => [],
  run: (settings, ctx) => [
    {
      type: 'add_error',
      path: textSetting(settings['field']) ?? '',
      code: textSetting(settings['code']) ?? 'RULE_REFUSED',
      message: message(settings['message'], ctx),
      level: settings['level'] === 'warn' ? 'warn' : 'block',
    },
  ],
})
