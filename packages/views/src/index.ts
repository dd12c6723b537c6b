export { CreatePage } from './form/create-page.tsx'
export { controlId } from './form/control-id.ts'
export { ErrorSummary, type FormProblem } from './form/error-summary.tsx'
export { FieldControl } from './form/field-control.tsx'
export { focusField } from './form/focus-field.ts'
export { formFor, type FormPurpose } from './form/form-for.ts'
export { FormStore, FormStoreProvider, useField, useFormPart, useFormStore } from './form/form-store.ts'
export { FormView } from './form/form-view.tsx'
export { RecordForm, type RecordFormProps } from './form/record-form.tsx'
export { type OpenRequest, useOpenForm } from './form/use-open-form.ts'
export { type LeaveGuard, LeaveGuardProvider, useUnsavedGuard } from './form/use-unsaved-guard.ts'
export { columnsOf, shapeOf } from './list/columns.ts'
export { filterExpression, type FilterTerm, termExpression } from './list/filter-terms.ts'
export { RecordList, type RecordListProps } from './list/record-list.tsx'
export { type ListSearch, readListSearch } from './list/search.ts'
export { useKept } from './list/tools.tsx'
export { ResultView } from './insight/result-view.tsx'
export { CommandPalette } from './panels/command-palette.tsx'
export { Home } from './panels/home.tsx'
export { NotificationsPanel } from './panels/notifications-panel.tsx'
export { SignIn } from './panels/sign-in.tsx'
export { RecordPage, type RecordPageProps } from './record/record-page.tsx'
export type { ProfileProps, ThemeChoice } from './settings/profile.tsx'
export { buildModel } from './workspace/build-model.ts'
export { LabelStore } from './workspace/labels.ts'
export {
  MetadataProvider,
  pluralOf,
  useFaceContext,
  useRights,
  useWorkspace,
  type Workspace,
} from './workspace/metadata.tsx'
export { paths } from './workspace/paths.ts'
export { queryKeys, useRefresh, useServerEvents } from './workspace/queries.ts'
export { viewTypes } from './view-type/list.ts'
export type { SlotKey, ViewProps, ViewSlot, ViewType } from './view-type/types.ts'
export { Value } from './workspace/value.tsx'
