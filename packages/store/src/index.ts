export { openStore } from './open-store.ts'
export { buildAccess } from './access/build-access.ts'
export { cursorBehind, idOrder } from './query/page.ts'
export { keysOf as duplicateKeys } from './duplicates/keys.ts'
export { unknownField } from './query/fields-in-reach.ts'
export { newId } from './database/ids.ts'
export { uploader } from './records/files.ts'
export { insertAudit, type AuditEntry } from './records/trail.ts'
export type { AuditLine, AuditQuery, AuditTables } from './audit-types.ts'
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
  ApiKeyRow,
  AsideRow,
  BulkJobRow,
  BulkJobTables,
  CommentRow,
  DepartmentRow,
  AppBaseRow,
  BinRow,
  DesignRow,
  DesignTables,
  FileRow,
  FlowInstanceRow,
  FlowItemRow,
  FlowTables,
  ImportLine,
  ImportRow,
  ImportTables,
  JobTables,
  MergeRow,
  MergeTables,
  NameChange,
  NotificationRow,
  RegionRow,
  PeopleTables,
  SavedViewRow,
  SessionRow,
  Shadow,
  ShareRow,
  SideTables,
  UserRow,
  VersionRow,
} from './system-types.ts'
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
  RecordAct,
  RecordPage,
  RecordWrite,
  Refs,
  RowScope,
  StoredRecord,
  WriteResult,
} from './types.ts'
