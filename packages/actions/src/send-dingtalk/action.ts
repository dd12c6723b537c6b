import { chatAction } from '../chat.ts'
import type { ActionType } from '../define.ts'

/** Tells people something in DingTalk. */
export const sendDingtalk: ActionType = chatAction({
  type: 'send_dingtalk',
  connector: 'dingtalk',
  icon: 'message-circle',
  label: { zh: '发送钉钉消息', en: 'Send by DingTalk' },
  name: { zh: '钉钉', en: 'DingTalk' },
})
