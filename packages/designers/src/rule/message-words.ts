import { createMessages, type Messages } from '@mortise/ui'

const table = {
  title: { zh: '收到外部数据', en: 'Data from outside' },
  note: {
    zh: '其他系统把数据发到这条规则的地址，写入记录后执行下面的动作。',
    en: 'Another system sends data to the address of this rule. It is written into a record, and the actions follow.',
  },
  sample: { zh: '对方发来的数据（示例）', en: 'What the other side sends (a sample)' },
  sampleHint: {
    zh: '粘贴一段对方的 JSON，下面就能选到里面的值',
    en: 'Paste JSON of the other side; its values can be chosen below',
  },
  sampleBad: {
    zh: '这不是一个 JSON 对象，请检查括号和引号',
    en: 'This is no JSON object; check brackets and quotes',
  },
  match: { zh: '用哪个字段找记录', en: 'Find the record by' },
  matchNone: { zh: '不找，每次新建一条', en: 'Make a new one each time' },
  equals: { zh: '等于收到的', en: 'is what came as' },
  missing: { zh: '没有找到时', en: 'When there is none' },
  create: { zh: '新建一条', en: 'Make one' },
  ignore: { zh: '忽略这次数据', en: 'Leave the message alone' },
  set: { zh: '写入字段', en: 'Write into fields' },
  field: { zh: '字段', en: 'Field' },
  value: { zh: '收到的值', en: 'Value that came' },
  formula: { zh: '（公式）', en: '(a formula)' },
  add: { zh: '添加字段', en: 'Add a field' },
  remove: { zh: '移除', en: 'Remove' },
  address: { zh: '接收地址', en: 'Address' },
  addressLater: {
    zh: '发布规则后，在这里生成接收地址和密钥。',
    en: 'Publish the rule, then make its address and secret here.',
  },
  make: { zh: '生成地址和密钥', en: 'Make address and secret' },
  renew: { zh: '更换地址和密钥', en: 'Change address and secret' },
  renewText: {
    zh: '原来的地址和密钥马上失效，对方要换成新的。',
    en: 'The ones before end at once; the other side needs the new ones.',
  },
  stop: { zh: '停用地址', en: 'Take the address away' },
  stopText: { zh: '之后发来的数据都会被拒绝。', en: 'Whatever is sent from then on is refused.' },
  secret: { zh: '密钥（只显示这一次，请马上保存）', en: 'Secret (shown only once: keep it now)' },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
  how: { zh: '怎样发送', en: 'How to send' },
  howText: {
    zh: 'POST JSON 到这个地址，最大 256 KB。请求头：x-mortise-timestamp 是当前时间（秒）；x-mortise-signature 是 sha256= 加上用密钥对“时间戳.正文”做的 HMAC-SHA256（十六进制）；x-mortise-id 是这条数据的编号，同一编号只处理一次。时间相差超过 5 分钟会被拒绝。',
    en: 'POST JSON of up to 256 kB. Headers: x-mortise-timestamp, the time in seconds; x-mortise-signature, "sha256=" and the HMAC-SHA256 in hex of "timestamp.body" with the secret; x-mortise-id, a name of the message: the same one counts once. Five minutes off is refused.',
  },
  calls: { zh: '最近收到的', en: 'What came lately' },
  callsNone: { zh: '还没有收到数据', en: 'Nothing has come yet' },
  done: { zh: '已处理', en: 'Done' },
  ignored: { zh: '没有对应的记录', en: 'No record fitted' },
  failed: { zh: '没有写入', en: 'Not written' },
  open: { zh: '查看记录', en: 'Open' },
} as const

/** Words about messages from outside. */
export const messages: Messages<keyof typeof table> = createMessages(table)
