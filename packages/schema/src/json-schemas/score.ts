import {
  type JsonSchema,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  label,
  list,
  number,
  object,
  oneOf,
} from './build.ts'

const row = object({
  'key!': key,
  label,
  'when!': expression,
  'points!': number,
  axis: oneOf('fit', 'engagement'),
  cap: number,
})

/** Schema of `scores/<key>.json`. */
export function scoreSchema(): JsonSchema {
  return documentSchema('score', {
    ...head,
    'entity!': key,
    'field!': key,
    gradeField: key,
    explainField: key,
    'rows!': list(row),
    grades: list(object({ 'value!': filledText, 'from!': number, leaveBelow: number })),
    min: number,
    max: number,
  })
}
