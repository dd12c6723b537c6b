import { chatActions, pushTodos } from '../chat.ts'
import { type ConnectorType, defineConnector } from '../define.ts'
import { tokenOf } from './api.ts'
import { completeTodo, createTodo, findPerson, toGroup, toPeople } from './messages.ts'

/** WeCom: messages by an app of the company, and words to a group by its robot. */
export const wecomConnector: ConnectorType = defineConnector({
  type: 'wecom',
  version: 1,
  label: { zh: '企业微信', en: 'WeCom' },
  icon: 'message-square',
  group: 'chat',
  settings: [],
  describe: () => ({ zh: '发应用消息和群消息', en: 'Sends app messages and group messages' }),
  people: true,
  tryBy: 'check',
  auth: [
    {
      key: 'corpId',
      type: 'text',
      label: { zh: '企业 ID', en: 'Corp ID' },
      help: { zh: '管理后台 › 我的企业', en: 'Console › my company' },
    },
    { key: 'agentId', type: 'text', label: { zh: 'AgentId', en: 'AgentId' } },
    {
      key: 'secret',
      type: 'text',
      label: { zh: '应用 Secret', en: 'Secret of the app' },
      settings: { secret: true },
    },
    {
      key: 'robotKey',
      type: 'text',
      label: { zh: '群机器人 key', en: 'Key of a group robot' },
      settings: { secret: true },
      help: { zh: '只发群消息时填它就够', en: 'Enough by itself for group messages' },
    },
    pushTodos,
    {
      key: 'base',
      type: 'url',
      label: { zh: '接口地址', en: 'Address' },
      default: 'https://qyapi.weixin.qq.com',
    },
  ],
  actions: chatActions({
    app: 'corpId',
    tokenOf,
    toPeople,
    toGroup,
    createTodo,
    completeTodo,
    findPerson,
    words: {
      create: { zh: '发送待办卡片', en: 'Send a to-do card' },
      complete: { zh: '收回待办卡片', en: 'Take a to-do card back' },
      one: { zh: '消息', en: 'Message' },
    },
  }),
  triggers: [],
})
