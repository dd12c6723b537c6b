import {
  type JsonSchema,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  list,
  natural,
  number,
  object,
  oneOf,
  whole,
  yesNo,
} from './build.ts'
import { type SchemaContext, flatExtension } from './extensions.ts'
import { runAs } from './run-as.ts'

const dateRelative: JsonSchema = {
  ...object({
    'field!': key,
    'offset!': whole,
    'unit!': oneOf('minute', 'hour', 'day', 'month'),
    at: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
    calendar: key,
    misfire: oneOf('fireOnce', 'skip'),
  }),
  type: ['object', 'null'],
}

const trigger = object({
  'on!': list(
    oneOf('create', 'update', 'delete', 'restore', 'schedule', 'dateRelative', 'manual', 'message'),
    { minItems: 1 },
  ),
  watch: list(key),
  fire: oneOf('whenBecomesTrue', 'everyMatch'),
  dateRelative,
  cron: filledText,
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
