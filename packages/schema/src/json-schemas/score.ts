import {
  type JsonSchema,
  byType,
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

const positive: JsonSchema = { type: 'number', exclusiveMinimum: 0 }

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
    engagement: object({
      'field!': key,
      'kinds!': list(
        object({
          'kind!': key,
          label,
          'points!': number,
          perDay: number,
          window: object({ 'days!': number, 'points!': number }),
        }),
      ),
      decay: byType([
        object({ 'type!': oneOf('halfLife'), 'days!': positive }),
        object({ 'type!': oneOf('step'), 'days!': positive, 'by!': positive }),
      ]),
    }),
  })
}
