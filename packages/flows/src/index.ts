export { advance } from './engine/advance.ts'
export { foldEvents } from './engine/apply.ts'
export { flowInput } from './engine/context.ts'
export { decisionsOf, operationsAt, returnTargets } from './engine/items.ts'
export { pickPlaces, pickRange, type PickPlace } from './engine/picks.ts'
export { administratorsOf } from './engine/people.ts'
export type { Engine } from './engine/run.ts'
export { createInstance, isOpen, type NewInstance } from './engine/state.ts'
export { defineNode, type ItemOperations, type NodeType, type Port } from './define.ts'
export { defineAssignee, type AssigneeContext, type AssigneeType } from './assignees/define.ts'
export { builtinAssignees } from './assignees/index.ts'
export { builtinNodes } from './nodes/index.ts'
export { checkFlow, type CheckOptions } from './check/check-flow.ts'
export type { FlowProblem } from './check/problem.ts'
export { flowScope } from './check/scope.ts'
export { migrate } from './migrate/migrate.ts'
export {
  checkMigration,
  planMigration,
  type MigrationPlan,
  type MigrationProblem,
  type TimerChoice,
} from './migrate/plan.ts'
export { type Coverage, coverageOf, type Seen, seenIn } from './simulation/coverage.ts'
export { type Frame, framesOf } from './simulation/frames.ts'
export { type Move, movesAt, usualCommand } from './simulation/moves.ts'
export type { EfficiencyReport, EfficiencyRun, FlowDrawing } from './efficiency/answer.ts'
export { countFlow } from './efficiency/count.ts'
export { deskMoments, visitChanges, type VisitChange } from './efficiency/facts.ts'
export { flowLog, type LogLine } from './efficiency/log.ts'
export { runsWhere, type RunFilter } from './efficiency/runs-where.ts'
export type {
  CountBy,
  Efficiency,
  FlowFacts,
  Lengths,
  NodeFigures,
  PersonFigures,
  RunFact,
  Share,
  Spread,
  TaskFact,
  TaskFigures,
  VisitFact,
  WeekFigures,
} from './efficiency/types.ts'
export { writeXes, type XesNames } from './efficiency/xes.ts'
export { arrange, drawable, type Box, type Drawing } from './view/arrange.ts'
export { simulate, type Preview, type PreviewStep } from './view/simulate.ts'
export {
  flowTree,
  treeToGraph,
  type FlowGraph,
  type FlowTree,
  type TreeBranch,
  type TreeCard,
  type TreeEdge,
} from './view/tree.ts'
export { errors as flowErrors } from './errors.ts'
export type {
  Advance,
  CommandOf,
  Edit,
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
  Picks,
  Refusal,
  SignMode,
  Timer,
  Token,
  WorkItem,
} from './types.ts'
