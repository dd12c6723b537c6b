import { defineConnector, type ConnectorResult, type ConnectorType } from '../define.ts'
import { messageSettings, personSettings } from '../message.ts'
import { isResult } from '../message.ts'
import { tokenOf } from './api.ts'
import { sendMessage } from './messages.ts'
import { findPerson } from './people.ts'
import { completeTodo, createTodo } from './todos.ts'

const ok: ConnectorResult = { ok: true, data: null }

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
    {
      key: 'todos',
      type: 'boolean',
      label: { zh: '推送流程待办', en: 'Push tasks of flows' },
      default: false,
      help: {
        zh: '绑定了账号的人会收到，处理后自动完成',
        en: 'to people with an account; ticked off when done here',
      },
    },
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
  actions: [
    {
      key: 'check',
      label: { zh: '检查凭证', en: 'Check the credentials' },
      settings: [],
      run: async (_settings, connection, ctx) => {
        const hasApp = connection['appKey'] !== undefined && connection['appKey'] !== ''
        if (hasApp) {
          const token = await tokenOf(connection, ctx)
          return isResult(token) ? token : ok
        }
        const title = '连接测试'
        return sendMessage({ title, text: '收到这条消息，说明连接可用。', channel: 'group' }, connection, ctx)
      },
    },
    {
      key: 'send_message',
      label: { zh: '发送消息', en: 'Send a message' },
      settings: messageSettings,
      run: sendMessage,
    },
    {
      key: 'create_todo',
      label: { zh: '创建待办', en: 'Create a to-do' },
      settings: messageSettings,
      run: createTodo,
    },
    {
      key: 'complete_todo',
      label: { zh: '完成待办', en: 'Complete a to-do' },
      settings: [{ key: 'id', type: 'text', label: { zh: '待办', en: 'To-do' }, required: true }],
      run: completeTodo,
    },
    {
      key: 'find_person',
      label: { zh: '查找人员', en: 'Find a person' },
      // It knows nobody by mail.
      settings: personSettings.filter(({ key }) => key === 'mobile'),
      run: findPerson,
    },
  ],
  triggers: [],
})
