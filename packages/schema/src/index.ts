export type { Condition, ElementHead, OptionDocument, RunAs, Settings, SortKey } from './documents/common.ts'
export type { AppDocument, NavigationItem } from './documents/app.ts'
export type {
  CheckDocument,
  DuplicateDocument,
  DuplicateSide,
  EntityDocument,
  FieldDocument,
  TransitionDocument,
  UniqueDocument,
} from './documents/entity.ts'
export type { FormDocument } from './documents/form.ts'
export type { PublicFormDocument, PublicPick } from './documents/public-form.ts'
export type {
  PublicLinkFacts,
  PublicLinkSettings,
  PublicSubmissionFacts,
} from './documents/public-link.ts'
export type {
  FormButtonNode,
  FormCodeNode,
  FormDividerNode,
  FormFieldNode,
  FormNode,
  FormNodeHead,
  FormEmbedNode,
  FormHtmlNode,
  FormNoteNode,
  FormPickNode,
  FormQueryNode,
  FormRelatedNode,
  FormSectionNode,
  FormStepsNode,
  FormSubtableNode,
  FormTabsNode,
} from './documents/form-nodes.ts'
export type {
  FormChange,
  FormColumn,
  FormDataLink,
  FormFieldMessages,
  FormFill,
  FormTotal,
} from './documents/form-parts.ts'
export type { PageBlock, PageDocument, PageTab } from './documents/page.ts'
export type { ViewDocument, ViewKind } from './documents/view.ts'
export type { SlaDocument } from './documents/sla.ts'
export type {
  ActionDocument,
  AssignmentDocument,
  CalendarDocument,
  DateRelativeDocument,
  DecisionTableDocument,
  MessageDocument,
  RuleDocument,
  RelatedDocument,
  RuleTrigger,
  ScheduleDocument,
  ScoreDocument,
} from './documents/automation.ts'
export type {
  ApprovalSettings,
  AssigneeSource,
  FlowDocument,
  FlowEdgeDocument,
  FlowNodeDocument,
  FlowStart,
} from './documents/flow.ts'
export type {
  DashboardDocument,
  DateBucket,
  DimensionDocument,
  DimensionGroup,
  GroupDays,
  MeasureDocument,
  ReportAggregate,
  ReportDocument,
  ReportSource,
  ReportJoinDocument,
  ReportKindName,
  WidgetDocument,
} from './documents/report.ts'
export type {
  AttributionModel,
  AttributionSettings,
  ChurnSettings,
  ForecastSettings,
  ReturnsSettings,
  SatisfactionSettings,
  SlaSettings,
  VelocitySettings,
} from './documents/report-analyses.ts'
export type {
  CohortSettings,
  CompletenessSettings,
  LeaderboardSettings,
  RfmSettings,
} from './documents/report-kinds.ts'
export type { MailBlockDocument, MailDocument } from './documents/mail.ts'
export type { BlockDocument, PrintBlockDocument, PrintDocument } from './documents/print.ts'
export type { EntityGrant, FieldRight, GrantDocument, RoleDocument, ScopeDocument } from './documents/role.ts'
export type { RunsDocument, ToldRun, ToldStep } from './documents/runs.ts'
export type { DataDocument, PeopleDocument, ScenarioDocument, ScenarioStep } from './documents/data.ts'
export {
  documentFolders,
  documentKey,
  documentKinds,
  type AppDocuments,
  type DocumentByKind,
  type DocumentKind,
} from './documents/kinds.ts'
export { extensionList, type ExtensionHead, type ExtensionList } from './extension/head.ts'
export { setting, type SettingEditor } from './extension/setting.ts'
export type { FieldFacts, FieldResolver } from './extension/field-facts.ts'
export type {
  ActionContext,
  AddErrorEffect,
  AssignEffect,
  CallOutEffect,
  CreateWorkItemEffect,
  Directory,
  DirectoryDepartment,
  DirectoryUser,
  Effect,
  NotifyEffect,
  RecordInput,
  RunAction,
  SendMailEffect,
  SetStateEffect,
  PublishEffect,
  SetChildEffect,
  SetSubscriptionEffect,
  SetTimerEffect,
  SetValueEffect,
  StartFlowEffect,
  WriteRecordEffect,
} from './extension/effects.ts'
export type {
  CancelFlowEffect,
  ForEachEffect,
  GenerateDocumentEffect,
  ReadTermsEffect,
} from './extension/act-effects.ts'
export type { FindRecordsEffect, WaitEffect } from './extension/find-effect.ts'
export { systemFields, type RecordValues, type SystemField } from './model/values.ts'
export type {
  AggregateDimension,
  AggregateJoin,
  AggregateMeasure,
  AggregatePart,
  AggregateQuery,
  AggregateRows,
  Group,
  GroupQuery,
  RecordQuery,
  SinceQuery,
  CreditQuery,
  CreditRow,
  StageHistoryQuery,
  StageHistoryRow,
} from './model/query.ts'
export { visitsName } from './model/query.ts'
export { duplicateName, duplicateSides } from './model/duplicate-sides.ts'
export type { EntityModel, FieldModel, Model, RelationModel, WorkspaceTime } from './model/model.ts'
export { relatedFilter } from './model/related.ts'
export { workspaceTime } from './compile/time.ts'
export type { EntityChange } from './diff/entity-change.ts'
export { buildSchemas, schemaKinds, type SchemaKind, type Schemas } from './json-schemas/index.ts'
export type { SchemaExtensions, SettingSchema } from './json-schemas/extensions.ts'
export { keyPattern, type JsonSchema } from './json-schemas/build.ts'
export { createValidator, type Validator } from './validate/validator.ts'
export { loadApp, type LoadedApp } from './files/load.ts'
export { saveApp, saveDocument } from './files/save.ts'
export { documentEntries, type DocumentEntry } from './files/entries.ts'
export { fileOf, isBystander, placeOfFile, type FilePlace } from './files/names.ts'
export { compileModel, type CompiledModel, type ModelInput } from './compile/compile-model.ts'
export { builtinScopes } from './compile/system.ts'
export { checkModel } from './check/check-model.ts'
export { checkAppData } from './check/data.ts'
export type { ExpressionChecker, ModelChecks } from './check/types.ts'
export { fieldsOnPath, type FieldName } from './check/paths.ts'
export {
  documentUses,
  usageIndex,
  type UsageIndex,
  usagesOf,
  usagesWithKin,
  type Usage,
} from './check/usages.ts'
export type { Reference } from './names/types.ts'
export { fillParts, isWholeFill, type FillPart } from './fill.ts'
export { isOfSites, readSite, siteOf } from './sites.ts'
export { payloadScope, withPayload } from './slots/message-scope.ts'
export { companyKeys, printScope } from './slots/print-scope.ts'
export { renameElement } from './rename/rename-element.ts'
export { type RenameContext, renameDocument } from './rename/rename-document.ts'
export { newNames, type NewNames, type Renaming } from './rename/new-names.ts'
export { removeElement, type Removal } from './remove/remove-element.ts'
export { alignRenames, type AlignContext } from './merge/align.ts'
export { mergeApps, type ThreeApps } from './merge/merge-apps.ts'
export { mergeDocument } from './merge/merge-document.ts'
export type { Choice, Conflict, Merged, MergeOptions } from './merge/types.ts'
export { documentSlots } from './slots/documents.ts'
export type { Place, Slot, SlotContext, SlotHolds, Visit } from './slots/types.ts'
export { visitDocument } from './slots/visit.ts'
export { differencesOf, type Difference } from './diff/differences.ts'
export { appRemoved, diffApps, type Change } from './diff/diff-apps.ts'
export { entityChanges } from './diff/entity-steps.ts'
export { optionRenames, type OptionRename } from './diff/option-renames.ts'
export { optionsOf } from './model/options.ts'
export { optionKin } from './names/kin.ts'
export { choiceOnPath, type Choice as ChoiceField } from './names/choices.ts'
export type { TypeWords } from './diff/sentences.ts'
export { sameJson } from './diff/equal.ts'
export { inspectApp, type InspectedApp, type Inspection } from './inspect.ts'
export { kindNames } from './words.ts'
export {
  joinScope,
  joinShares,
  type JoinStep,
  joinSteps,
  joinTarget,
  type JoinWay,
} from './slots/join-scope.ts'
export { type PartKind, partKinds, partNames, partsOf } from './rename/parts.ts'
export { type PartRenaming, partUsages, renamePart } from './rename/rename-part.ts'
export { pointerParts } from './pointer.ts'
