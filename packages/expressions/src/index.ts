export type {
  Backend,
  CheckResult,
  EvaluationInput,
  Expression,
  ExpressionDeps,
  ExpressionInfo,
  ExpressionType,
  ExpressionUser,
  Json,
  LinkedRow,
  LookupRequest,
  OperatorHelp,
  ReportWindow,
  Scope,
  ScopeName,
  Workdays,
} from './types.ts'
export {
  defineNameOperator,
  defineOperator,
  defineRowsOperator,
  defineWindowOperator,
  type Checking,
  type Closure,
  type Environment,
  type LookupOperator,
  type NameOperator,
  type Operator,
  type Param,
  type RowsOperator,
  type ValueOperator,
  type WindowOperator,
} from './operator.ts'
export { helpOf } from './help.ts'
export type { CallNode, ListNode, LiteralNode, Node, NodeType } from './node.ts'
export { builtinOperators } from './operators/index.ts'
export { createLanguage, type CheckOptions, type Compiled, type Language } from './language.ts'
export {
  check,
  compile,
  evaluate,
  info,
  interpret,
  language,
  parse,
  print,
  test,
} from './default-language.ts'
export type { ParseResult } from './text-form/parse.ts'
export type { ParseProblem } from './text-form/tokens.ts'
export type { Span } from './text-form/places.ts'
export { normalizeExpression } from './normalize.ts'
export { valueLiteral } from './lookup-filter.ts'
export { lookupBook, type LookupBook } from './lookup-book.ts'
export { pathsOf } from './paths.ts'
export { type RenameCall, renamePath, type RenameStep } from './rename.ts'
export { budget } from './budget.ts'
export { errors as expressionErrors } from './errors.ts'
export { makeScope } from './scope.ts'
export { loadPatterns } from '#pattern-engine'
export { longestPattern, patternOf } from './patterns/pattern.ts'
export {
  absDecimal,
  addDecimal,
  canonicalDecimal,
  ceilDecimal,
  compareDecimal,
  type Decimal,
  decimalToNumber,
  type DecimalValue,
  decimalValue,
  divideDecimal,
  divisionScale,
  floorDecimal,
  formatDecimal,
  isDecimal,
  multiplyDecimal,
  negateDecimal,
  parseDecimal,
  powDecimal,
  remainderDecimal,
  roundDecimal,
  subtractDecimal,
} from './decimal.ts'
export { pinyinOf, type PinyinStyle } from './pinyin.ts'
export { workdayCount, type WorkdayCount, workdaysBetween } from './workday-count.ts'
export { chineseAmount } from './cn-money.ts'
export { canonicalValue } from './values.ts'
export { compareText, lowerText, sliceText, textLength, trimText, upperText } from './text-values.ts'
export { isRangeName, rangeNames, rangeOf } from './date-ranges.ts'
export {
  addDays,
  addMonths,
  addUnits,
  type CivilDate,
  dayNumber,
  daysInMonth,
  type DateUnit,
  formatDate,
  fromDayNumber,
  isoWeek,
  monthsBetween,
  parseDate,
  startOf,
  weekday,
} from './civil.ts'
export { type LunarDate, lunarMonths, lunarOf, solarOf } from './lunar.ts'
export {
  dateAt,
  formatInstant,
  isTimeZone,
  localDate,
  type LocalTime,
  midnight,
  parseInstant,
  toInstant,
  toLocal,
  zoneOffset,
} from './zone.ts'
