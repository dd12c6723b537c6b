import { defineConnector, type ConnectorType } from '../define.ts'
import { isResult, messageSettings, personSettings } from '../message.ts'
import { tokenOf } from './api.ts'
import { completeTodo, createTodo, findPerson, sendMessage } from './messages.ts'

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
    { key: 'base', type: 'url', label: { zh: '接口地址', en: 'Address' }, default: 'https://open.feishu.cn' },
  ],
  actions: [
    {
      key: 'check',
      label: { zh: '检查凭证', en: 'Check the credentials' },
      settings: [],
      run: async (_settings, connection, ctx) => {
        const hasApp = connection['appId'] !== undefined && connection['appId'] !== ''
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
      label: { zh: '创建任务', en: 'Create a task' },
      settings: messageSettings,
      run: createTodo,
    },
    {
      key: 'complete_todo',
      label: { zh: '完成任务', en: 'Complete a task' },
      settings: [{ key: 'id', type: 'text', label: { zh: '任务', en: 'Task' }, required: true }],
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
