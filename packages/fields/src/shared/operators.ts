import type { FilterOperator } from '../define.ts'

type Operand = FilterOperator['operand']

const operator = (name: string, words: readonly [string, string], operand: Operand): FilterOperator =>
  Object.freeze({ operator: name, label: { zh: words[0], en: words[1] }, operand })

/** Empty is `== null` in the language, so its operand is none. */
export const emptyOperators: readonly FilterOperator[] = [
  operator('==', ['为空', 'is empty'], 'none'),
  operator('!=', ['不为空', 'is not empty'], 'none'),
]

const equal = operator('==', ['等于', 'is'], 'same')
const notEqual = operator('!=', ['不等于', 'is not'], 'same')
const oneOf = operator('in', ['属于', 'is one of'], 'list')

/** For texts that people write. */
export const textOperators: readonly FilterOperator[] = [
  operator('contains', ['包含', 'contains'], 'text'),
  equal,
  notEqual,
  operator('startsWith', ['开头是', 'starts with'], 'text'),
  operator('endsWith', ['结尾是', 'ends with'], 'text'),
  oneOf,
  ...emptyOperators,
]

/** For numbers; between is `{"<=":[from, value, to]}`. */
export const numberOperators: readonly FilterOperator[] = [
  equal,
  notEqual,
  operator('>', ['大于', 'greater than'], 'same'),
  operator('>=', ['大于等于', 'at least'], 'same'),
  operator('<', ['小于', 'less than'], 'same'),
  operator('<=', ['小于等于', 'at most'], 'same'),
  operator('<=', ['介于', 'between'], 'range'),
  ...emptyOperators,
]

/** For dates and instants. */
export const dateOperators: readonly FilterOperator[] = [
  operator('dateIn', ['在时段内', 'is in'], 'period'),
  equal,
  operator('<', ['早于', 'before'], 'same'),
  operator('<=', ['不晚于', 'on or before'], 'same'),
  operator('>', ['晚于', 'after'], 'same'),
  operator('>=', ['不早于', 'on or after'], 'same'),
  operator('<=', ['介于', 'between'], 'range'),
  ...emptyOperators,
]

/** For times of day: as for dates, but without periods of the calendar. */
export const clockOperators: readonly FilterOperator[] = dateOperators.filter(
  ({ operand }) => operand !== 'period',
)

/** For ranges of days. A range of one day asks which ranges hold that day. */
export const rangeOperators: readonly FilterOperator[] = [
  operator('overlaps', ['与区间有重叠', 'overlaps'], 'same'),
  equal,
  notEqual,
  ...emptyOperators,
]

/** For paths through a tree: regions, cascaded options. */
export const pathOperators: readonly FilterOperator[] = [
  operator('within', ['属于（含下级）', 'lies within'], 'same'),
  equal,
  notEqual,
  operator('contains', ['包含', 'contains'], 'text'),
  ...emptyOperators,
]

/** For one choice out of a set: options, people, linked records. */
export const choiceOperators: readonly FilterOperator[] = [equal, notEqual, oneOf, ...emptyOperators]

/** For several choices. */
export const setOperators: readonly FilterOperator[] = [
  operator('hasAny', ['包含任一', 'has any of'], 'list'),
  operator('hasAll', ['包含全部', 'has all of'], 'list'),
  operator('hasNone', ['不包含', 'has none of'], 'list'),
  ...emptyOperators,
]

/** For yes or no. */
export const booleanOperators: readonly FilterOperator[] = [equal, ...emptyOperators]
