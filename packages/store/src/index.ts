export { openStore } from './open-store.ts'
export { tablesWith } from './system/tables.ts'
export { buildAccess } from './access/build-access.ts'
export { cursorBehind, idOrder } from './query/page.ts'
export { keysOf as duplicateKeys } from './duplicates/keys.ts'
export { unknownField } from './query/fields-in-reach.ts'
export type { DesignSign } from './database/announcer.ts'
export { newId } from './database/ids.ts'
export { uploader } from './records/files.ts'
export { auditedBy } from './audit/audited-by.ts'
export type { AuditEntry, AuditLine, AuditQuery, AuditTables } from './tables/audit.ts'
export type { BulkLoad, BulkLoaded } from './bulk/load.ts'
export type {
  ConversionCounts,
  ConversionSample,
  TypeChangePreview,
  TypeChangeRow,
} from './ddl/type-change/types.ts'
export type {
  BulkSession,
  BulkTransaction,
  DoorOptions,
  OpenStore,
  PlannedModels,
  Store,
  Tables,
  Transaction,
  TypeChangeTables,
  WorkspaceStore,
} from './store.ts'
export type {
  ApartPair,
  DuplicateGroupRow,
  DuplicateSearchRow,
  DuplicateSearchTables,
} from './tables/duplicate-searches.ts'
export type { BulkJobRow, BulkJobTables } from './tables/bulk-jobs.ts'
export type {
  AppBaseRow,
  BinRow,
  DesignRow,
  DesignTables,
  NameChange,
  VariableMove,
  Shadow,
  VersionRow,
} from './tables/design.ts'
export type {
  NewPublication,
  PublicationRow,
  PublicationTables,
  PublishedDocument,
} from './tables/publications.ts'
export type { FlowRunFactRow, FlowTaskFactRow, FlowVisitFactRow, FlowVisitRow } from './tables/flow-facts.ts'
export type { FlowPromiseRow } from './tables/flow-promises.ts'
export type { RunsShown } from './tables/flow-runs.ts'
export type { FlowMessageRow, FlowSubscriptionRow } from './tables/flow-waits.ts'
export type {
  FlowAgentRow,
  FlowApprovalTables,
  OpenItemRow,
  RunHead,
  StandInRow,
} from './tables/flow-approvals.ts'
export type { ReportShareRow } from './tables/report-shares.ts'
export type {
  ReportTarget,
  ReportWatchRow,
  WatchRecipient,
  WatchRunRow,
  WatchState,
} from './tables/report-watches.ts'
export type { ScenarioRow } from './tables/scenarios.ts'
export type { FlowInstanceRow, FlowItemRow, FlowTables, StandsFor } from './tables/flows.ts'
export type { AsideRow, ImportLine, ImportRow, ImportTables } from './tables/imports.ts'
export type { FaultRow, FixRow, ImportFixTables, MadeRow } from './tables/import-fixes.ts'
export type { JobAsk, JobCare, JobRow, JobState, JobTables } from './tables/jobs.ts'
export type { BehaviourRow, BehaviourTables } from './tables/behaviours.ts'
export type { SlaClockRow, SlaTables } from './tables/slas.ts'
export type { AssignmentRow, AssignmentTables } from './tables/assignments.ts'
export type {
  RuleActionState,
  RuleRunRow,
  RuleSwitchRow,
  RuleTables,
  RuleTimerRow,
} from './tables/rules.ts'
export type {
  CapturedCallRow,
  ConnectionRow,
  ConnectionTables,
  PersonAccountRow,
} from './tables/connections.ts'
export type { HookCallRow, HookRow, HookTables } from './tables/hooks.ts'
export type { OutsideTaskRow, OutsideTaskTables } from './tables/outside-tasks.ts'
export type { MergeRow, MergeTables } from './tables/merges.ts'
export type {
  PublicFormPatch,
  PublicFormRow,
  PublicFormTables,
  PublicKeyRow,
  PublicSubmissionRow,
} from './tables/public-forms.ts'
export type {
  ApiKeyRow,
  DepartmentRow,
  GroupRow,
  RegionRow,
  PeopleTables,
  SessionRow,
  ShareRow,
  UserRow,
} from './tables/people.ts'
export type {
  FormDraftHead,
  FormDraftPlace,
  FormDraftRow,
  FormDraftTables,
} from './tables/form-drafts.ts'
export type {
  CommentRow,
  FileRow,
  NotificationRow,
  NotificationTopic,
  SavedViewRow,
  SideTables,
} from './tables/side.ts'
export type {
  CompanyPictureData,
  CompanyPictureRow,
  CompanyPictureTables,
} from './tables/company-pictures.ts'
export type { KeptPrintRow, KeptPrintTables } from './tables/kept-prints.ts'
export type { FavouriteRow, FavouriteTarget, MarkTables, VisitedRow } from './tables/marks.ts'
export type {
  Access,
  Actor,
  BuildAccess,
  ClaimedJob,
  Door,
  EntityAccess,
  HistoryEntry,
  LinkedRowLike,
  LockedRecord,
  MovedLinks,
  NewJob,
  PastValues,
  RecordAct,
  RecordPage,
  RecordWrite,
  Refs,
  RowScope,
  StoredRecord,
  WriteResult,
} from './types.ts'
