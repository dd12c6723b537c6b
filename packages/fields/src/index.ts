export {
  defineFieldType,
  type ColumnSpec,
  type CounterTime,
  type FieldContext,
  type FieldSource,
  type FieldType,
  type FilterOperator,
  type ParseResult,
} from './define.ts'
export { builtinFieldTypes, designFieldTypes } from './list.ts'
export {
  autonumberPeriod,
  formatAutonumber,
  isAutonumberPattern,
  type AutonumberReset,
} from './autonumber/pattern.ts'
export { shownField, type ShownField } from './lookup/shown-field.ts'
export { canonicalPhone } from './phone/field.ts'
export { emptyRollup } from './rollup/field.ts'
export { accepts } from './shared/files.ts'
export { findOption, optionLabel } from './shared/options.ts'
export { patternProblem } from './text/pattern.ts'
