export {
  defineFieldType,
  type AttachedFile,
  type ColumnSpec,
  type CounterTime,
  type FieldContext,
  type FieldSource,
  type FieldType,
  type FilterOperator,
  type ParseResult,
  type QuickReader,
} from './define.ts'
export { isCollection } from './shared/collection.ts'
export { builtinFieldTypes, designFieldTypes } from './list.ts'
export {
  autonumberPeriod,
  formatAutonumber,
  isAutonumberPattern,
  type AutonumberReset,
} from './autonumber/pattern.ts'
export { shownField, type ShownField } from './lookup/shown-field.ts'
export { canonicalPhone } from './phone/field.ts'
export { converter, sameValue, type Converted, type Converter, type TypedField } from './convert.ts'
export { rangeEnds } from './daterange/field.ts'
export { isCreditCode, residentFacts, type ResidentFacts } from './id-number/check.ts'
export {
  isBlank,
  readRich,
  richFromWords,
  sanitise,
  type RichElement,
  type RichNode,
} from './richtext/sanitise.ts'
export { emptyRollup } from './rollup/field.ts'
export { accepts } from './shared/files.ts'
export { isForStrangers, isOfferable, isShowable } from './shared/strangers.ts'
export { findOption, optionLabel } from './shared/options.ts'
export { hasPattern, patternProblem } from './text/pattern.ts'
