export type { AccessApi, AccessEntry, AccessReason, ShareEntry, SharePartner } from './access.ts'
export type { AgentRule, AgentRules, AgentsApi, NewAgentRule, StandInDecision } from './agents.ts'
export type { Assignment, AssignmentsApi } from './assignments.ts'
export { ApiError, isApiError } from './api-error.ts'
export type { AuditApi, AuditLine, AuditPage, AuditProof, AuditSearch } from './audit.ts'
export { createClient, type Client } from './create-client.ts'
export type { ApartPair, DuplicateGroup, DuplicatesApi, DuplicateSearch } from './duplicates.ts'
export type { EventOptions, Unsubscribe } from './events.ts'
export type { FlowVersion, FlowVersionsApi, LostStep, MoveAsk, MovedRuns } from './flow-versions.ts'
export type { HandOverApi, HandOverAsk, HoldingPart, Holdings } from './hand-over.ts'
export type { ImportMapping, ImportsApi } from './imports.ts'
export type { EfficiencyQuery } from './efficiency.ts'
export type { InsightApi, KeptPrint, PrintRemark, ReportAsk } from './insight.ts'
export type { Job, JobCount, JobsApi, JobState } from './jobs.ts'
export { askAboutDocument, type CheckedDocument } from './verify.ts'
export type { Favourite, FavouriteTarget, MarksApi, Visited } from './marks.ts'
export type { PeopleApi, SessionApi } from './people.ts'
export type {
  AggregateAnswer,
  BulkAct,
  BulkCommand,
  BulkMatching,
  BulkProgress,
  DuplicateHit,
  MergeStory,
  GroupAnswer,
  RecordMay,
  RecordsApi,
  RecordUpdate,
  RestoreAsk,
} from './records.ts'
export type { DraftsApi, FormDraft, FormDraftHead, FormDraftInput, FormDraftPlace } from './drafts.ts'
export {
  type Proof,
  type PublicChoice,
  type PublicLink,
  type PublicLinksApi,
  type PublicLinkSettings,
  type PublicPage,
  type PublicProgress,
  type PublicSubmission,
  type PublicSubmit,
  type PublicThanks,
  type PublicVisit,
  type Riddle,
  visitPublicForm,
} from './public-forms.ts'
export {
  type AlertSettings,
  type DeliverySettings,
  type NewWatch,
  type ReportDeliveryApi,
  type ReportPlace,
  type ReportShare,
  type ReportWatch,
  type SharedPart,
  type SharedReport,
  type SharedReportVisit,
  visitSharedReport,
  type WatchRecipient,
  type WatchRun,
  type WatchSchedule,
} from './report-delivery.ts'
export type { CompanyApi, CompanyDetails, CompanyPicture } from './company.ts'
export type { SitesApi } from './sites.ts'
export type { SavedSearch, SavedView, SavedViewInput, SavedViewsApi } from './saved-views.ts'
export type { ClientOptions, Send, SendOptions } from './transport.ts'
export type {
  DepartmentEntry,
  DryRun,
  FaultCell,
  ImportFix,
  ImportFixed,
  ImportUnknown,
  EntityRights,
  FileEntry,
  FilterExpression,
  FlowEvent,
  FlowInstanceSummary,
  FlowSummary,
  GroupEntry,
  ImportCounts,
  ImportForm,
  ImportReview,
  ImportState,
  ImportUpload,
  ListAnswer,
  Me,
  ModelAnswer,
  NotificationEntry,
  PrintSummary,
  RecordAnswer,
  RegionEntry,
  Refs,
  SearchHit,
  ServerEvent,
  TimelineEntry,
  UserEntry,
  Warning,
  WireRecord,
  WorkItem,
  WorkItemAnswer,
  WorkOperations,
} from './types.ts'
export type {
  CapturedCall,
  Connection,
  ConnectionField,
  ConnectionKind,
  PersonAccount,
} from './connections.ts'
export type { Hook, HookCall } from './hooks.ts'
export type { MailServer } from './mail.ts'
export type { KeptRun, KeptRuns, OneKeptRun, RunDeed, RunPlace, RunsApi, RunsShown } from './runs.ts'
export type { ApprovedItem, Box, PickNeed, StartChoices, WayAhead, WorkApi, WorkCommand } from './work.ts'
export { uploadPart, type Upload, type UploadOptions } from './upload.ts'
