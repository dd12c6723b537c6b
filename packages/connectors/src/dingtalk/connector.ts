import { chatActions, pushTodos } from '../chat.ts'
import { type ConnectorType, defineConnector } from '../define.ts'
import { personSettings } from '../message.ts'
import { tokenOf } from './api.ts'
import { toGroup, toPeople } from './messages.ts'
import { findPerson } from './people.ts'
import { completeTodo, createTodo } from './todos.ts'

/** DingTalk: notices and to-dos by an app of the company, and words to a group by its robot. */
export const dingtalkConnector: ConnectorType = defineConnector({
  type: 'dingtalk',
  version: 1,
  label: { zh: '钉钉', en: 'DingTalk' },
  icon: 'message-circle',
  group: 'chat',
  settings: [],
  describe: () => ({ zh: '发工作通知、待办和群消息', en: 'Sends notices, to-dos and group messages' }),
  people: true,
  tryBy: 'check',
  auth: [
    {
      key: 'appKey',
      type: 'text',
      label: { zh: 'AppKey（Client ID）', en: 'AppKey (Client ID)' },
      help: { zh: '开放平台 › 应用 › 凭证与基础信息', en: 'Console › app › credentials' },
    },
    {
      key: 'appSecret',
      type: 'text',
      label: { zh: 'AppSecret', en: 'AppSecret' },
      settings: { secret: true },
    },
    { key: 'agentId', type: 'text', label: { zh: 'AgentId', en: 'AgentId' } },
    {
      key: 'robotToken',
      type: 'text',
      label: { zh: '群机器人 access_token', en: 'access_token of a group robot' },
      settings: { secret: true },
      help: { zh: '只发群消息时填它就够', en: 'Enough by itself for group messages' },
    },
    {
      key: 'robotSecret',
      type: 'text',
      label: { zh: '群机器人加签密钥', en: 'Signing secret of the robot' },
      settings: { secret: true },
    },
    pushTodos,
    {
      key: 'base',
      type: 'url',
      label: { zh: '接口地址', en: 'Address' },
      default: 'https://oapi.dingtalk.com',
    },
    {
      key: 'apiBase',
      type: 'url',
      label: { zh: '新版接口地址', en: 'Address of the newer interface' },
      default: 'https://api.dingtalk.com',
    },
  ],
  actions: chatActions({
    app: 'appKey',
    tokenOf,
    toPeople,
    toGroup,
    createTodo,
    completeTodo,
    findPerson,
    // It knows nobody by mail.
    personBy: personSettings.filter(({ key }) => key === 'mobile'),
    words: {
      create: { zh: '创建待办', en: 'Create a to-do' },
      complete: { zh: '完成待办', en: 'Complete a to-do' },
      one: { zh: '待办', en: 'To-do' },
    },
  }),
  triggers: [],
})
