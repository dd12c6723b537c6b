import {
  type JsonSchema,
  documentSchema,
  filledText,
  head,
  label,
  list,
  map,
  object,
  oneOf,
  tuple,
  yesNo,
} from './build.ts'

/** Local time of day; 24:00 closes a day. */
const time: JsonSchema = { type: 'string', pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' }
const intervals = list(tuple(time, 2))

/** Schema of `calendars/<key>.json`. */
export function calendarSchema(): JsonSchema {
  return documentSchema('calendar', {
    ...head,
    'timeZone!': filledText,
    'week!': map(intervals, { type: 'string', pattern: '^[1-7]$' }),
    exceptions: list(
      object({
        'date!': { type: 'string', format: 'date' },
        'kind!': oneOf('off', 'work'),
        label,
        intervals,
        provisional: yesNo,
      }),
    ),
  })
}
