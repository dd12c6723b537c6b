export { defineNode, type NodeType, type Port } from './define.ts'
export type { Advance, FlowCommand, FlowContext, FlowEvent, FlowEventRow, FlowInstance, Incident, InstanceStatus, ItemState, NodeContext, NodeOutcome, Timer, Token, WorkItem } from './types.ts'
