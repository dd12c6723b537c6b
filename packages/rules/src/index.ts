export { planAssignment, takeSlot, type AssignmentPlan, type Slot, type Strategy } from './assignment.ts'
export { backtest, cutAt, type Backtest, type PastScore } from './backtest.ts'
export { runBeforeSave, type BeforeSave } from './before-save.ts'
export {
  emptyTally,
  enterRule,
  rootCause,
  watchedMark,
  type CascadeIncident,
  type Cause,
  type Tally,
} from './cascade.ts'
export {
  compileRules,
  ruleName,
  type Phase,
  type RecordEvent,
  type RelatedRule,
  type RuleSet,
  type TimedRule,
} from './compile.ts'
export { crossingAt, engaged, noEngagement, pointsAt, pointsFor, type EngagementState } from './engagement.ts'
export { dueFields, dueOf, type Due } from './date-relative.ts'
export { evaluateTable, type EvaluateWith, type TableResult } from './decision-table.ts'
export { errors as ruleErrors } from './errors.ts'
export { effectsFor, importChoice, importQuestions, type ImportChoice } from './import-choice.ts'
export { matchRules, type Change, type ContextOf } from './match.ts'
export { runRule, runRuleAction, type ActionRun, type RuleRun, type RunInput } from './run.ts'
export { findConflicts, type RuleConflict } from './loops/conflicts.ts'
export type { DerivedField, Facts, FlowActions, ReadsOf, StartsOf, WritesOf } from './loops/movers.ts'
export { namesIn } from './loops/reads.ts'
export { proveTermination, type Loop, type LoopProblem, type Movers } from './loops/termination.ts'
export { checkTable, type TableCheck, type TableFinding } from './table-check.ts'
export { changedFields, fingerprint, sameValue, stableText } from './values.ts'
