export {
  addRow,
  changeField,
  moveRow,
  provideLink,
  refreshLookups,
  removeRow,
} from './change-form.ts'
export { compileForm } from './compile-form.ts'
export type { CompileFormInput } from './compile-work.ts'
export { errors as formErrors } from './errors.ts'
export {
  defaultForm,
  nodeKey,
  walkForm,
  type LayoutNode,
  type PlacedCondition,
  type Placement,
} from './layout.ts'
export { clearedHtml, clearedText } from './html.ts'
export { linkFilter } from './link-filter.ts'
export { changedRecords } from './changed-records.ts'
export { newRecords, type NewRecords, type NewRow } from './new-records.ts'
export { fieldAt } from './places.ts'
export { openForm, type OpenFormInput } from './open-form.ts'
export { noModel, panelEntity, settingsOf } from './panel.ts'
export { prepareRecord, type PrepareInput, type Prepared } from './prepare-record.ts'
export {
  addRows,
  type CellChange,
  changeCells,
  copyRows,
  moveRows,
  type RemovedRow,
  removeRows,
  restoreRows,
} from './row-steps.ts'
export { applyPick, nodeQuery, type NodeQuery } from './other-records.ts'
export { offeredPicks, pickedField, type OfferedPick } from './public-picks.ts'
export { formOfPurpose } from './form-of-purpose.ts'
export { type StepRights, wrongAtStep } from './wrong-at-step.ts'
export { isDirty, sentValues } from './sent-values.ts'
export { totalKey, totalParts } from './shown.ts'
export { errorsOfStep, partsAround } from './steps.ts'
export { givesRow, roomFor, takesRows } from './rows.ts'
export { validateForm, type Verdict } from './validate-form.ts'
export { changedValues, showErrors, valuesOf, writtenValues } from './values.ts'
export type {
  Cell,
  FieldPlan,
  FieldState,
  FieldStates,
  FormNeeds,
  FormProgram,
  FormState,
  LinkPlace,
  RowState,
  SetterPlan,
  Surroundings,
  TablePlan,
} from './types.ts'
