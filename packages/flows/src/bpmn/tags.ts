import type { FlowNodeDocument } from '@mortise/schema'
import type { EventSettings } from '../types.ts'
import { type Roots, writeEvent, writeExpression } from './events.ts'
import { type Xml, xml } from './xml.ts'

/** How a node is written: its element, what it carries as BPMN, and which of its settings only we understand. */
export type Writing = {
  readonly tag: string
  readonly attributes?: (
    node: FlowNodeDocument,
    roots: Roots,
  ) => { readonly [name: string]: string | undefined }
  readonly children?: (node: FlowNodeDocument, roots: Roots) => readonly Xml[]
  /** Settings that BPMN has no word for; where one is given it is told. */
  readonly ours?: readonly string[]
}

const eventOf = (node: FlowNodeDocument): EventSettings => (node['event'] ?? {}) as EventSettings
const textOf = (node: FlowNodeDocument, key: string): string | undefined => {
  const value = node[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}
const guards = ['mutexKey', 'enabledWhile', 'cancelScope', 'retry'] as const

type Looped = {
  readonly repeatWhile?: never
  readonly maxLoops?: number
  readonly cardinality?: number
  readonly collection?: never
  readonly sequential?: boolean
  readonly completionCondition?: never
}

function several(node: FlowNodeDocument): readonly Xml[] {
  const { cardinality, collection, sequential, completionCondition } = node as Looped
  return [
    xml('bpmn:multiInstanceLoopCharacteristics', { isSequential: sequential === true ? 'true' : 'false' }, [
      cardinality === undefined ? undefined : xml('bpmn:loopCardinality', {}, [], String(cardinality)),
      collection === undefined ? undefined : writeExpression('bpmn:loopCardinality', collection),
      completionCondition === undefined
        ? undefined
        : writeExpression('bpmn:completionCondition', completionCondition),
    ]),
  ]
}

function repeated(node: FlowNodeDocument): readonly Xml[] {
  const { repeatWhile, maxLoops } = node as Looped
  if (repeatWhile === undefined) return []
  return [
    xml(
      'bpmn:standardLoopCharacteristics',
      { testBefore: 'false', loopMaximum: maxLoops === undefined ? undefined : String(maxLoops) },
      [writeExpression('bpmn:loopCondition', repeatWhile)],
    ),
  ]
}

function asked(node: FlowNodeDocument): readonly Xml[] {
  const { mode } = (node['approval'] ?? {}) as { readonly mode?: string }
  if (mode === 'sequential') return [xml('bpmn:multiInstanceLoopCharacteristics', { isSequential: 'true' })]
  return mode === 'all' || mode === 'vote' ? [xml('bpmn:multiInstanceLoopCharacteristics')] : []
}

type Thrown = EventSettings & { readonly compensate?: boolean }

const gateway = (node: FlowNodeDocument) => ({ default: textOf(node, 'default') })

/** How each type of node is written. One line each. */
export const writings: { readonly [type: string]: Writing } = {
  start_event: { tag: 'startEvent' },
  end_event: { tag: 'endEvent', ours: ['result', 'cancelScope'] },
  terminate_end_event: { tag: 'endEvent', children: () => [xml('bpmn:terminateEventDefinition')] },
  error_end_event: {
    tag: 'endEvent',
    children: (node, roots) => writeEvent({ error: { code: textOf(node, 'code') ?? '' } }, roots),
  },
  user_task: { tag: 'userTask', children: asked, ours: ['approval', ...guards] },
  cc_task: { tag: 'sendTask', ours: ['assignees'] },
  service_task: { tag: 'serviceTask', ours: ['action', ...guards] },
  business_rule_task: { tag: 'businessRuleTask', ours: ['table', ...guards] },
  score_task: { tag: 'serviceTask', ours: ['score', ...guards] },
  assign_task: { tag: 'serviceTask', ours: ['policy', ...guards] },
  script_task: { tag: 'scriptTask', ours: ['values', ...guards] },
  send_task: {
    tag: 'sendTask',
    attributes: ({ message }, roots) => {
      const { name = '' } = (message ?? {}) as { readonly name?: string }
      return name === '' ? {} : { messageRef: roots.refer('message', name) }
    },
  },
  receive_task: {
    tag: 'receiveTask',
    attributes: (node, roots) => {
      const name = textOf(node, 'message')
      return name === undefined ? {} : { messageRef: roots.refer('message', name) }
    },
    ours: guards,
  },
  exclusive_gateway: { tag: 'exclusiveGateway', attributes: gateway },
  parallel_gateway: { tag: 'parallelGateway' },
  inclusive_gateway: { tag: 'inclusiveGateway', attributes: gateway },
  event_based_gateway: { tag: 'eventBasedGateway' },
  join_gateway: {
    tag: 'complexGateway',
    children: (node) => [writeExpression('bpmn:activationCondition', Number(node['threshold'] ?? 1))],
    ours: ['cancelRest'],
  },
  sub_process: { tag: 'subProcess', children: repeated, ours: guards },
  for_each: { tag: 'subProcess', children: several, ours: ['rows', ...guards] },
  call_activity: {
    tag: 'callActivity',
    attributes: (node) => ({ calledElement: textOf(node, 'flow') }),
    children: (node) =>
      (node['cardinality'] ?? node['collection'] ?? node['rows']) === undefined ? [] : several(node),
    ours: ['async', 'record', 'in', 'out', 'onRejected', ...guards],
  },
  delay: {
    tag: 'intermediateCatchEvent',
    children: (node, roots) => writeEvent({ timer: node as EventSettings['timer'] & object }, roots),
    ours: ['calendar'],
  },
  intermediate_catch_event: {
    tag: 'intermediateCatchEvent',
    children: (node, roots) => writeEvent(eventOf(node), roots),
  },
  intermediate_throw_event: {
    tag: 'intermediateThrowEvent',
    children: (node, roots) => {
      const { compensate, ...event } = eventOf(node) as Thrown
      return compensate === true ? [xml('bpmn:compensateEventDefinition')] : writeEvent(event, roots)
    },
    ours: ['cancelScope'],
  },
  boundary_event: {
    tag: 'boundaryEvent',
    attributes: (node) => ({ cancelActivity: node['cancelActivity'] === false ? 'false' : 'true' }),
    children: (node, roots) => writeEvent(eventOf(node), roots),
    ours: ['cancelScope'],
  },
}
