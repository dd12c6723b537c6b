import {
  type JsonSchema,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  list,
  map,
  natural,
  number,
  object,
  oneOf,
  whole,
  yesNo,
} from './build.ts'
import { type SchemaContext, flatExtension } from './extensions.ts'
import { runAs } from './run-as.ts'

const clock: JsonSchema = { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }

const within = (minimum: number, maximum: number): JsonSchema => ({ type: 'integer', minimum, maximum })

/** Schema of a time by the clock, in rules and flow starts alike. */
export const schedule: JsonSchema = object({
  'every!': oneOf('minute', 'hour', 'day', 'week', 'month', 'year'),
  interval: within(1, 1000),
  from: { type: 'string', format: 'date' },
  weekdays: list(within(1, 7)),
  days: list(within(-31, 31)),
  months: list(within(1, 12)),
  at: { ...clock, type: ['string', 'array'], items: clock },
  tz: filledText,
  calendar: key,
  onDayOff: oneOf('run', 'skip', 'next', 'previous'),
})

const related = object({
  'entity!': key,
  'link!': key,
  on: list(oneOf('create', 'update', 'delete', 'restore')),
  watch: list(key),
})

const dateRelative: JsonSchema = {
  ...object({
    'field!': key,
    'offset!': whole,
    'unit!': oneOf('minute', 'hour', 'day', 'week', 'month'),
    at: clock,
    tz: filledText,
    calendar: key,
    misfire: oneOf('fireOnce', 'skip'),
    repeat: oneOf('yearly'),
    lunar: yesNo,
    lunarField: key,
  }),
  type: ['object', 'null'],
}

const message = object({
  sample: map({}),
  match: object({ 'field!': key, 'value!': expression }),
  missing: oneOf('create', 'ignore'),
  set: map(expression),
})

const trigger = object({
  'on!': list(
    oneOf(
      'create',
      'update',
      'delete',
      'restore',
      'schedule',
      'dateRelative',
      'manual',
      'message',
      'related',
      'behaviour',
      'left',
    ),
    { minItems: 1 },
  ),
  watch: list(key),
  fire: oneOf('whenBecomesTrue', 'everyMatch'),
  dateRelative,
  cron: filledText,
  schedule,
  related: list(related),
  behaviours: list(key),
  message,
  roles: list(key),
  person: key,
})

/** Schema of one action, in rules and flow nodes alike. */
export function actionSchema(context: SchemaContext): JsonSchema {
  return flatExtension(context, 'actions', {})
}

/** Schema of `rules/<key>.json`. */
export function ruleSchema(context: SchemaContext): JsonSchema {
  return documentSchema('rule', {
    ...head,
    'entity!': key,
    enabled: yesNo,
    'phase!': oneOf('beforeSave', 'afterSave', 'async'),
    runAs,
    'trigger!': trigger,
    condition: expression,
    'actions!': list(actionSchema(context)),
    order: number,
    onImport: oneOf('run', 'skip', 'ask'),
    onError: oneOf('retry', 'skip', 'incident'),
    limits: object({ depth: natural, perRecordPerDay: natural }),
  })
}
