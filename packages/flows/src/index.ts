export { advance } from './engine/advance.ts'
export { foldEvents } from './engine/apply.ts'
export { flowInput } from './engine/context.ts'
export { decisionsOf, operationsAt, returnTargets } from './engine/items.ts'
export type { Engine } from './engine/run.ts'
export { createInstance, isOpen, type NewInstance } from './engine/state.ts'
export { defineNode, type ItemOperations, type NodeType, type Port } from './define.ts'
export { defineAssignee, type AssigneeContext, type AssigneeType } from './assignees/define.ts'
export { builtinAssignees } from './assignees/index.ts'
export { builtinNodes } from './nodes/index.ts'
export { errors as flowErrors } from './errors.ts'
export type {
  Advance,
  FlowCommand,
  FlowContext,
  FlowEvent,
  FlowEventRow,
  FlowInstance,
  Incident,
  InstanceStatus,
  ItemKind,
  ItemState,
  NodeContext,
  NodeOutcome,
  Passage,
  Timer,
  Token,
  WorkItem,
} from './types.ts'
