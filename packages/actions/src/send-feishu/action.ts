import { chatAction } from '../chat.ts'
import type { ActionType } from '../define.ts'

/** Tells people something in Feishu. */
export const sendFeishu: ActionType = chatAction({
  type: 'send_feishu',
  connector: 'feishu',
  icon: 'send',
  label: { zh: '发送飞书消息', en: 'Send by Feishu' },
  name: { zh: '飞书', en: 'Feishu' },
})
