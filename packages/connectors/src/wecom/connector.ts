import { defineConnector, type ConnectorType } from '../define.ts'
import { isResult, messageSettings, personSettings } from '../message.ts'
import { tokenOf } from './api.ts'
import { completeTodo, createTodo, findPerson, sendMessage } from './messages.ts'

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
      default: 'https://qyapi.weixin.qq.com',
    },
  ],
  actions: [
    {
      key: 'check',
      label: { zh: '检查凭证', en: 'Check the credentials' },
      settings: [],
      run: async (_settings, connection, ctx) => {
        const hasApp = connection['corpId'] !== undefined && connection['corpId'] !== ''
        if (!hasApp) {
          const text = '收到这条消息，说明连接可用。'
          return sendMessage({ title: '连接测试', text, channel: 'group' }, connection, ctx)
        }
        const token = await tokenOf(connection, ctx)
        return isResult(token) ? token : { ok: true, data: null }
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
      label: { zh: '发送待办卡片', en: 'Send a to-do card' },
      settings: messageSettings,
      run: createTodo,
    },
    {
      key: 'complete_todo',
      label: { zh: '收回待办卡片', en: 'Take a to-do card back' },
      settings: [{ key: 'id', type: 'text', label: { zh: '消息', en: 'Message' }, required: true }],
      run: completeTodo,
    },
    {
      key: 'find_person',
      label: { zh: '查找人员', en: 'Find a person' },
      settings: personSettings,
      run: findPerson,
    },
  ],
  triggers: [],
})
