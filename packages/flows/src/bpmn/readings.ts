import type { FlowNodeDocument } from '@mortise/schema'
import { type Names, readEvent, readExpression } from './events.ts'
import type { Loss } from './loss.ts'
import { inside, textIn, type Xml } from './xml.ts'

type Read = {
  /** Undefined where it has no place in a flow. */
  readonly node?: Omit<FlowNodeDocument, 'id'> & { readonly type: string }
  readonly losses?: readonly (readonly [kind: Loss['kind'], zh: string, en: string])[]
}

const approval = (mode: string, decision: boolean) => ({
  ...(decision ? {} : { decision: false }),
  mode,
  assignees: [],
  onEmpty: { do: 'admin' },
})

/** A task of people: several of them act as BPMN says, who they are is to be chosen. */
function task(element: Xml, decision: boolean): Read {
  const [several] = inside(element, 'multiInstanceLoopCharacteristics')
  const mode =
    several === undefined ? 'one' : several.attributes['isSequential'] === 'true' ? 'sequential' : 'all'
  const { assignee, candidateGroups, candidateUsers } = element.attributes
  const who = assignee ?? candidateGroups ?? candidateUsers
  return {
    node: { type: 'user_task', approval: approval(mode, decision) },
    losses: [
      [
        'open',
        who === undefined ? '请选择审批人' : `请选择审批人（原来是“${who}”）`,
        who === undefined ? 'choose who does it' : `choose who does it (it was "${who}")`,
      ],
    ],
  }
}

const action = (): Read => ({
  node: { type: 'service_task' },
  losses: [['open', '请选择要执行的动作', 'choose the action']],
})

/** Steps of their own: once, again and again, or for each. */
function room(element: Xml): Read {
  const [each] = inside(element, 'multiInstanceLoopCharacteristics')
  const [loop] = inside(element, 'standardLoopCharacteristics')
  if (element.attributes['triggeredByEvent'] === 'true')
    return {
      losses: [
        [
          'lost',
          '事件子流程没有带过来，可以改用边界事件',
          'event sub-processes are not brought along; use a boundary event',
        ],
      ],
    }
  if (each !== undefined) {
    const count = Number(textIn(each, 'loopCardinality'))
    const known = Number.isInteger(count) && count > 0
    return {
      node: {
        type: 'for_each',
        ...(known ? { cardinality: count } : {}),
        ...(each.attributes['isSequential'] === 'true' ? { sequential: true } : {}),
      },
      losses: known ? [] : [['open', '请填写对哪些逐个进行', 'say for each of what']],
    }
  }
  const again = readExpression(inside(loop ?? element, 'loopCondition')[0])
  return {
    node: { type: 'sub_process', ...(again === undefined ? {} : { repeatWhile: again }) },
    losses:
      loop !== undefined && again === undefined
        ? [['open', '请设置重复的条件', 'set the condition to repeat']]
        : [],
  }
}

const named = (element: Xml, attribute: string, names: Names): string =>
  names.get(element.attributes[attribute] ?? '') ?? ''

function start(element: Xml): Read {
  const kind = element.children.find(({ name }) => name.endsWith('EventDefinition'))
  return {
    node: { type: 'start_event' },
    losses:
      kind === undefined
        ? []
        : [['open', '请在发起设置里选择怎样发起', 'choose how it starts in the settings of its start']],
  }
}

function end(element: Xml, names: Names): Read {
  if (inside(element, 'terminateEventDefinition').length > 0) return { node: { type: 'terminate_end_event' } }
  const { error } = readEvent(element, names) ?? {}
  if (error !== undefined) return { node: { type: 'error_end_event', code: error.code ?? '' } }
  const other = element.children.find(({ name }) => name.endsWith('EventDefinition'))
  return {
    node: { type: 'end_event' },
    losses:
      other === undefined
        ? []
        : [
            [
              'lost',
              '结束时不再发出事件，请在前面加一步“发出事件”',
              'it throws nothing at its end; put a throw event before it',
            ],
          ],
  }
}

function caught(element: Xml, names: Names): Read {
  const event = readEvent(element, names)
  if (event === undefined)
    return { losses: [['lost', '不支持这种等待事件', 'this kind of event is not supported']] }
  return { node: { type: 'intermediate_catch_event', event } }
}

function thrown(element: Xml, names: Names): Read {
  const event =
    inside(element, 'compensateEventDefinition').length > 0 ? { compensate: true } : readEvent(element, names)
  return event === undefined
    ? { losses: [['lost', '没有内容的中间事件没有带过来', 'an event without content is not brought along']] }
    : { node: { type: 'intermediate_throw_event', event } }
}

function onEdge(element: Xml, names: Names): Read {
  const event = readEvent(element, names)
  return event === undefined
    ? { losses: [['lost', '不支持这种边界事件', 'this kind of boundary event is not supported']] }
    : {
        node: {
          type: 'boundary_event',
          event,
          ...(element.attributes['cancelActivity'] === 'false' ? { cancelActivity: false } : {}),
        },
      }
}

/** How each element of other tools is read. One line each. */
export const readings: { readonly [name: string]: (element: Xml, names: Names) => Read } = {
  startEvent: start,
  endEvent: end,
  userTask: (element) => task(element, true),
  manualTask: (element) => task(element, false),
  task: (element) => task(element, false),
  serviceTask: action,
  scriptTask: () => ({
    node: { type: 'script_task' },
    losses: [['open', '脚本要改写成公式', 'rewrite the script as formulas']],
  }),
  businessRuleTask: () => ({
    node: { type: 'business_rule_task' },
    losses: [['open', '请选择决策表', 'choose the decision table']],
  }),
  sendTask: (element, names) => ({
    node: { type: 'send_task', message: { name: named(element, 'messageRef', names) } },
  }),
  receiveTask: (element, names) => ({
    node: { type: 'receive_task', message: named(element, 'messageRef', names) },
  }),
  exclusiveGateway: () => ({ node: { type: 'exclusive_gateway' } }),
  parallelGateway: () => ({ node: { type: 'parallel_gateway' } }),
  inclusiveGateway: () => ({ node: { type: 'inclusive_gateway' } }),
  eventBasedGateway: () => ({ node: { type: 'event_based_gateway' } }),
  complexGateway: () => ({
    node: { type: 'join_gateway', threshold: 1 },
    losses: [['open', '请填写到达几个分支就继续', 'say after how many branches it goes on']],
  }),
  intermediateCatchEvent: caught,
  intermediateThrowEvent: thrown,
  boundaryEvent: onEdge,
  subProcess: room,
  adHocSubProcess: (element) => ({
    ...room(element),
    losses: [['lost', '自由子流程改成了按顺序进行', 'an ad-hoc sub-process runs in order here']],
  }),
  transaction: (element) => ({
    ...room(element),
    losses: [['lost', '事务子流程改成了普通子流程', 'a transaction is a plain sub-process here']],
  }),
  callActivity: (element) => ({
    node: {
      type: 'call_activity',
      ...(element.attributes['calledElement'] === undefined
        ? {}
        : { flow: element.attributes['calledElement'] }),
    },
    losses: [['open', '请选择要调用的流程', 'choose the flow it calls']],
  }),
}
