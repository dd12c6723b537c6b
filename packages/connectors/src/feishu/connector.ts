import { chatActions, pushTodos } from '../chat.ts'
import { type ConnectorType, defineConnector } from '../define.ts'
import { tokenOf } from './api.ts'
import { completeTodo, createTodo, findPerson, toGroup, toPeople } from './messages.ts'

/** Feishu: messages and tasks by an app of the company, and words to a group by its robot. */
export const feishuConnector: ConnectorType = defineConnector({
  type: 'feishu',
  version: 1,
  label: { zh: '飞书', en: 'Feishu' },
  icon: 'send',
  group: 'chat',
  settings: [],
  describe: () => ({ zh: '发应用消息、任务和群消息', en: 'Sends app messages, tasks and group messages' }),
  people: true,
  tryBy: 'check',
  auth: [
    {
      key: 'appId',
      type: 'text',
      label: { zh: 'App ID', en: 'App ID' },
      help: { zh: '开放平台 › 应用 › 凭证与基础信息', en: 'Console › app › credentials' },
    },
    {
      key: 'appSecret',
      type: 'text',
      label: { zh: 'App Secret', en: 'App Secret' },
      settings: { secret: true },
    },
    {
      key: 'robotHook',
      type: 'text',
      label: { zh: '群机器人 Webhook 地址', en: 'Webhook address of a group robot' },
      settings: { secret: true },
      help: { zh: '只发群消息时填它就够', en: 'Enough by itself for group messages' },
    },
    {
      key: 'robotSecret',
      type: 'text',
      label: { zh: '群机器人签名密钥', en: 'Signing secret of the robot' },
      settings: { secret: true },
    },
    pushTodos,
    { key: 'base', type: 'url', label: { zh: '接口地址', en: 'Address' }, default: 'https://open.feishu.cn' },
  ],
  actions: chatActions({
    app: 'appId',
    tokenOf,
    toPeople,
    toGroup,
    createTodo,
    completeTodo,
    findPerson,
    words: {
      create: { zh: '创建任务', en: 'Create a task' },
      complete: { zh: '完成任务', en: 'Complete a task' },
      one: { zh: '任务', en: 'Task' },
    },
  }),
  triggers: [],
})
