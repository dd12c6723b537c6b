import type { Expression } from '@mortise/expressions'
import type { FieldDocument, FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import type { EventSettings } from '../types.ts'
import { eventKind, eventOf } from './events.ts'
import { groupSetting } from './shared-settings.ts'
import { checkWait } from './wait.ts'

type Kind = keyof EventSettings
type Problem = { readonly path: string; readonly code?: string; readonly zh: string; readonly en: string }

const into = setting('into', { zh: '内容存入变量', en: 'Keep what it says in' })

const message: FieldDocument = groupSetting(
  'message',
  { zh: '消息', en: 'Message' },
  {
    fields: [
      setting('name', { zh: '消息名称', en: 'Name of the message' }, { required: true }),
      setting(
        'correlation',
        { zh: '按什么认领', en: 'Told apart by' },
        {
          type: 'longtext',
          editor: 'expression',
          help: { zh: '不填时按记录的编号', en: 'the id of the record when empty' },
        },
      ),
      into,
    ],
  },
)

const fields: { readonly [K in Kind]-?: FieldDocument } = {
  timer: groupSetting(
    'timer',
    { zh: '时间', en: 'Time' },
    {
      fields: [
        setting('duration', { zh: '等待多久', en: 'For how long' }, { editor: 'duration' }),
        setting('calendar', { zh: '工作日历', en: 'Calendar' }, { editor: 'calendar' }),
        setting('until', { zh: '等到何时', en: 'Until' }, { type: 'longtext', editor: 'expression' }),
      ],
    },
  ),
  message,
  signal: groupSetting(
    'signal',
    { zh: '信号', en: 'Signal' },
    { fields: [setting('name', { zh: '信号名称', en: 'Name of the signal' }, { required: true }), into] },
  ),
  condition: setting(
    'condition',
    { zh: '条件成立', en: 'Condition' },
    { type: 'longtext', editor: 'condition' },
  ),
  error: groupSetting(
    'error',
    { zh: '出错', en: 'Error' },
    {
      fields: [
        setting(
          'code',
          { zh: '错误代码', en: 'Code' },
          { help: { zh: '不填表示任何错误', en: 'any error when empty' } },
        ),
      ],
    },
  ),
  escalation: groupSetting(
    'escalation',
    { zh: '上报', en: 'Escalation' },
    { fields: [setting('code', { zh: '上报代码', en: 'Code' })] },
  ),
}

/** The setting `event` of a node that waits for one of some kinds. */
export function eventSetting(kinds: readonly Kind[]): FieldDocument {
  return groupSetting(
    'event',
    { zh: '等待什么', en: 'Waits for' },
    { required: true, oneOf: true, fields: kinds.map((kind) => fields[kind]) },
  )
}

const names: { readonly [K in Kind]-?: readonly [string, string] } = {
  timer: ['到时间', 'a time'],
  message: ['收到消息', 'a message'],
  signal: ['收到信号', 'a signal'],
  condition: ['条件成立', 'a condition'],
  error: ['出错', 'an error'],
  escalation: ['上报', 'an escalation'],
}

/** What an event is called on a card. */
export function eventWords(event: EventSettings): readonly [string, string] {
  const kind = eventKind(event)
  const after = event.timer?.duration
  if (after !== undefined) return [`等 ${after}`, `${after}`]
  const [zh, en] = kind === undefined ? ['事件', 'an event'] : names[kind]
  const name = event.message?.name ?? event.signal?.name ?? event.error?.code ?? event.escalation?.code
  return name === undefined ? [zh, en] : [`${zh}“${name}”`, `${en} "${name}"`]
}

/** What is wrong with the event of a node that may wait for some kinds. */
export function checkEvent(node: FlowNodeDocument, kinds: readonly Kind[]): readonly Problem[] {
  const event = eventOf(node)
  const kind = eventKind(event)
  if (kind === undefined || !kinds.includes(kind))
    return [{ path: '/event', zh: '请选择等待什么', en: 'choose what it waits for' }]
  const several = (Object.keys(names) as readonly Kind[]).filter((one) => event[one] !== undefined)
  if (several.length > 1)
    return [{ path: '/event', zh: '一个节点只能等一种事件', en: 'a node waits for one kind of event' }]
  if (kind === 'timer') return checkWait(event.timer ?? {}, '/event/timer')
  if (kind === 'condition' && event.condition === null)
    return [{ path: '/event/condition', zh: '请填写条件', en: 'give the condition' }]
  const named = kind === 'message' || kind === 'signal'
  return named && (event[kind]?.name ?? '') === ''
    ? [{ path: `/event/${kind}/name`, zh: '请填写名称', en: 'give it a name' }]
    : []
}

/** Expressions in the event of a node. */
export function eventExpressions(node: FlowNodeDocument): readonly {
  readonly path: string
  readonly expr: Expression
  readonly expect?: { readonly kind: 'boolean' }
}[] {
  const { timer, message: said, condition } = eventOf(node)
  return [
    ...(timer?.until === undefined ? [] : [{ path: '/event/timer/until', expr: timer.until }]),
    ...(said?.correlation === undefined
      ? []
      : [{ path: '/event/message/correlation', expr: said.correlation }]),
    ...(condition === undefined
      ? []
      : [{ path: '/event/condition', expr: condition, expect: { kind: 'boolean' } as const }]),
  ]
}
