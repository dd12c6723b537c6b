import { createMessages, type Messages } from '@mortise/ui'

const table = {
  note: {
    zh: '连接钉钉、企业微信、飞书、短信等外部系统。连上以后，规则和流程里就能发消息、发短信、推送待办。',
    en: 'Connect DingTalk, WeCom, Feishu, text messages and other systems. Rules and flows can then send messages and push tasks there.',
  },
  none: { zh: '还没有连接', en: 'No connections yet' },
  noneText: {
    zh: '选一个系统，填上它给你的应用凭证，测试通过就可以用了。',
    en: 'Choose a system, enter the credentials it gave you, and try them out.',
  },
  add: { zh: '添加连接', en: 'Add a connection' },
  choose: { zh: '连接哪个系统', en: 'Which system' },
  chat: { zh: '办公协同', en: 'Chat' },
  sms: { zh: '短信', en: 'Text messages' },
  http: { zh: '其他', en: 'Other' },
  back: { zh: '重新选择', en: 'Choose another' },
  name: { zh: '名称', en: 'Name' },
  advanced: { zh: '高级', en: 'Advanced' },
  secretSet: { zh: '已保存，不修改就留空', en: 'Saved; leave empty to keep it' },
  save: { zh: '保存', en: 'Save' },
  saved: { zh: '已保存', en: 'Saved' },
  cancel: { zh: '取消', en: 'Cancel' },
  close: { zh: '关闭', en: 'Close' },
  edit: { zh: '修改', en: 'Edit' },
  attempt: { zh: '测试', en: 'Test' },
  attemptOf: { zh: '测试“{name}”', en: 'Test “{name}”' },
  attemptNote: {
    zh: '会按下面填的内容真的发出一条。',
    en: 'One is really sent, with what you enter here.',
  },
  attemptSend: { zh: '发出', en: 'Send' },
  works: { zh: '连接可用', en: 'The connection works' },
  fails: { zh: '没有成功', en: 'It did not work' },
  remove: { zh: '删除', en: 'Delete' },
  removeTitle: { zh: '删除连接“{name}”？', en: 'Delete the connection “{name}”?' },
  removeText: {
    zh: '用它发消息的规则和流程会发送失败，密钥也一并清除。',
    en: 'Rules and flows that send by it will fail. Its secrets are deleted too.',
  },
  people: { zh: '人员', en: 'People' },
  peopleOf: { zh: '“{name}”里的人员', en: 'People in “{name}”' },
  peopleNote: {
    zh: '填手机号或邮箱会自动查找对方的账号，也可以直接填账号。没有绑定的人收不到消息。',
    en: 'Enter a mobile number or e-mail and the account is looked up, or enter the account itself. Who has none gets no messages.',
  },
  peopleNoteMobile: {
    zh: '填手机号会自动查找对方的账号，也可以直接填账号。没有绑定的人收不到消息。',
    en: 'Enter a mobile number and the account is looked up, or enter the account itself. Who has none gets no messages.',
  },
  accountHintMobile: { zh: '手机号或账号', en: 'mobile or account' },
  match: { zh: '按邮箱自动匹配', en: 'Match by e-mail' },
  matched: { zh: '匹配到 {found} 人，还有 {left} 人没有匹配到', en: '{found} matched, {left} left' },
  person: { zh: '姓名', en: 'Name' },
  email: { zh: '邮箱', en: 'E-mail' },
  account: { zh: '账号', en: 'Account' },
  accountHint: { zh: '手机号、邮箱或账号', en: 'mobile, e-mail or account' },
  bound: { zh: '已绑定 {count} 人', en: '{count} linked' },
  testMode: { zh: '测试模式', en: 'Test mode' },
  testModeNote: {
    zh: '打开后，规则和流程要发的邮件、短信、消息和 Webhook 都不会真的发出，只记录在这里；之后也不会补发。',
    en: 'While on, mails, text messages, chat messages and webhooks of rules and flows are not sent but listed here. They are not sent later either.',
  },
  testModeOn: {
    zh: '测试模式已打开：对外的消息都不会真的发出',
    en: 'Test mode is on: nothing is really sent',
  },
  captured: { zh: '没有发出的内容', en: 'What was not sent' },
  capturedNone: { zh: '还没有', en: 'Nothing yet' },
  clear: { zh: '清空', en: 'Clear' },
  at: { zh: '时间', en: 'Time' },
  system: { zh: '系统', en: 'System' },
  content: { zh: '内容', en: 'What' },
  mailServer: { zh: '邮件服务器', en: 'Mail server' },
} as const

/** Words of the connections page. */
export const messages: Messages<keyof typeof table> = createMessages(table)
