import type { Localized } from '@mortise/errors'
import type { FieldDocument, Settings } from '@mortise/schema'
import type { ConnectorAction, ConnectorContext, ConnectorResult } from './define.ts'
import { errors, failure } from './errors.ts'
import { isResult, type Message, messageOf, messageSettings, personSettings } from './message.ts'
import { textSetting } from './settings.ts'

type Run = ConnectorAction['run']
type Tell = (message: Message, connection: Settings, ctx: ConnectorContext) => Promise<ConnectorResult>

/** What differs between the chats of companies. */
export type Chat = {
  /** Auth setting without which there is no app, only a robot that talks to its group. */
  readonly app: string
  readonly tokenOf: (connection: Settings, ctx: ConnectorContext) => Promise<string | ConnectorResult>
  readonly toPeople: Tell
  readonly toGroup: Tell
  readonly createTodo: Run
  readonly completeTodo: Run
  readonly findPerson: Run
  /** What people may be looked up by; by number and mail unless said. */
  readonly personBy?: readonly FieldDocument[]
  /** What a to-do and dealing with it are called there. */
  readonly words: { readonly create: Localized; readonly complete: Localized; readonly one: Localized }
}

/** The auth setting that has tasks of flows put on people's lists. */
export const pushTodos: FieldDocument = {
  key: 'todos',
  type: 'boolean',
  label: { zh: '推送流程待办', en: 'Push tasks of flows' },
  default: false,
  help: {
    zh: '绑定了账号的人会收到，处理后自动完成',
    en: 'to people with an account; ticked off when done here',
  },
}

// Whoever reads it in the group may speak either language.
const trial: Message = {
  title: '连接测试 Connection test',
  text: '收到这条消息，说明连接可用。This message says that the connection works.',
  url: '',
  users: [],
  group: true,
}

/** The actions of a chat: the same five everywhere, so that rules and flows need not know which it is. */
export function chatActions(chat: Chat): readonly ConnectorAction[] {
  const { app, tokenOf, toPeople, toGroup, createTodo, completeTodo, findPerson, words } = chat
  return [
    {
      key: 'check',
      label: { zh: '检查凭证', en: 'Check the credentials' },
      settings: [],
      run: async (_settings, connection, ctx) => {
        if (textSetting(connection, app) === undefined) return toGroup(trial, connection, ctx)
        const token = await tokenOf(connection, ctx)
        return isResult(token) ? token : { ok: true, data: null }
      },
    },
    {
      key: 'send_message',
      label: { zh: '发送消息', en: 'Send a message' },
      settings: messageSettings,
      run: (settings, connection, ctx) => {
        const message = messageOf(settings, ctx)
        if (message.title === '')
          return Promise.resolve(failure(errors.CONNECTOR_SETTING_MISSING({ setting: 'title' })))
        return (message.group ? toGroup : toPeople)(message, connection, ctx)
      },
    },
    { key: 'create_todo', label: words.create, settings: messageSettings, run: createTodo },
    {
      key: 'complete_todo',
      label: words.complete,
      settings: [{ key: 'id', type: 'text', label: words.one, required: true }],
      run: completeTodo,
    },
    {
      key: 'find_person',
      label: { zh: '查找人员', en: 'Find a person' },
      settings: chat.personBy ?? personSettings,
      run: findPerson,
    },
  ]
}
