import {
  type JsonSchema,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  label,
  list,
  map,
  natural,
  number,
  object,
  oneOf,
  plainText,
  yesNo,
} from './build.ts'
import { assigneeSchema, duration } from './approval.ts'
import { type SchemaContext, flatExtension } from './extensions.ts'
import { schedule } from './rule.ts'
import { runAs } from './run-as.ts'

const start = object({
  'type!': oneOf('manual', 'record', 'schedule', 'message', 'api'),
  message: filledText,
  schedule,
  on: list(oneOf('create', 'update')),
  condition: expression,
  permission: object({ roles: list(key) }),
  recall: oneOf('never', 'beforeFirstAction', 'anytime'),
  single: yesNo,
})

const edge = object({
  'id!': filledText,
  'source!': filledText,
  'target!': filledText,
  name: label,
  priority: number,
  outcome: filledText,
  condition: expression,
})

/** Schema of `flows/<key>.json`. */
export function flowSchema(context: SchemaContext): JsonSchema {
  const node = flatExtension(context, 'nodes', {
    'id!': filledText,
    'type!': plainText,
    name: label,
    parent: filledText,
  })
  return documentSchema('flow', {
    ...head,
    schemaVersion: { const: 1 },
    'entity!': key,
    enabled: yesNo,
    'start!': start,
    runAs,
    title: label,
    summary: label,
    numbering: object({
      prefix: plainText,
      digits: { type: 'integer', minimum: 1, maximum: 12 },
      reset: oneOf('never', 'year', 'month', 'day'),
    }),
    administrators: list(assigneeSchema),
    remindEvery: duration,
    variables: list(object({ 'key!': key, 'type!': filledText, source: plainText })),
    'nodes!': list(node),
    'edges!': list(edge),
    lock: object({ 'enabled!': yesNo, except: list(key) }),
    onReject: oneOf('end', 'returnToStarter'),
    limits: object({ maxVisitsPerNode: natural, maxSteps: natural }),
    layout: map({}),
  })
}
