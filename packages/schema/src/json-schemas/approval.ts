import {
  type JsonSchema,
  expression,
  filledText,
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

const source = (more: { readonly [name: string]: JsonSchema }): JsonSchema =>
  object({
    'type!': oneOf(
      'user',
      'role',
      'department',
      'department_head',
      'position',
      'group',
      'manager',
      'manager_chain',
      'field',
      'starter',
      'starter_pick',
      'previous_pick',
      'expression',
    ),
    user: filledText,
    role: key,
    department: filledText,
    position: filledText,
    group: filledText,
    of: filledText,
    level: { type: 'integer', minimum: 1 },
    until: oneOf('level', 'top', 'role'),
    min: natural,
    max: { type: 'integer', minimum: 1 },
    field: plainText,
    expr: expression,
    ...more,
  })

/** Who a work item goes to. Among whom somebody picks is said without further picks. */
export const assigneeSchema: JsonSchema = source({ range: list(source({})) })

/** ISO 8601 duration such as `PT4H` or `P1D`. */
export const duration: JsonSchema = { type: 'string', pattern: '^P(?!$)(\\d+[YMWD])*(T(\\d+[HMS])+)?$' }

const timeout = object({
  'after!': duration,
  calendar: key,
  'do!': oneOf('remind', 'approve', 'reject', 'transfer', 'return'),
  repeat: duration,
  max: natural,
  to: assigneeSchema,
  target: filledText,
})

const operations = object({
  transfer: yesNo,
  delegate: yesNo,
  addSign: list(oneOf('before', 'after', 'parallel')),
  return: object({
    'targets!': oneOf('starter', 'previous', 'anyPassed'),
    'resume!': oneOf('rerun', 'toRejecter', 'starterChooses'),
  }),
  takeBack: yesNo,
  labels: map(label),
  addSignDepth: { type: 'integer', minimum: 1, maximum: 3 },
  cc: yesNo,
})

/** How a user task decides: the shape of `ApprovalSettings`. */
export const approvalSchema: JsonSchema = object({
  decision: yesNo,
  'mode!': oneOf('one', 'any', 'all', 'sequential', 'vote', 'random', 'claim'),
  rejectMode: oneOf('veto', 'count', 'waitAll'),
  anyMode: oneOf('firstDecision', 'firstApproval'),
  passRatio: { type: ['number', 'null'], minimum: 0, maximum: 100 },
  passCount: { type: ['integer', 'null'], minimum: 1 },
  weights: map(number),
  passWeight: { type: ['number', 'null'] },
  passWhen: expression,
  rejectWhen: expression,
  rejectCount: { type: ['integer', 'null'], minimum: 1 },
  'assignees!': list(assigneeSchema),
  onEmpty: object({
    'do!': oneOf('approve', 'reject', 'assign', 'admin', 'incident'),
    user: filledText,
  }),
  onSelf: oneOf('self', 'skip', 'manager', 'departmentHead'),
  dedupe: oneOf('none', 'instance', 'consecutive'),
  dedupeWatch: list(key),
  sod: list(object({ 'notSameAs!': filledText })),
  operations,
  comment: object({ required: list(oneOf('approve', 'reject')) }),
  signature: yesNo,
  attachment: object({ required: list(oneOf('approve', 'reject')) }),
  fields: map(oneOf('write', 'read', 'hidden')),
  timeouts: list(timeout),
  sla: key,
  auto: oneOf('approve', 'reject'),
})
