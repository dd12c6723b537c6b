import { chatAction } from '../chat.ts'
import type { ActionType } from '../define.ts'

/** Tells people something in WeCom. */
export const sendWecom: ActionType = chatAction({
  type: 'send_wecom',
  connector: 'wecom',
  icon: 'messages-square',
  label: { zh: '发送企业微信消息', en: 'Send by WeCom' },
  name: { zh: '企业微信', en: 'WeCom' },
})
