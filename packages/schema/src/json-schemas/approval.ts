import {
  type JsonSchema,
  expression,
  filledText,
  key,
  list,
  map,
  natural,
  number,
  object,
  oneOf,
  plainText,
  yesNo,
} from './build.ts'

/** Who a work item goes to. */
export const assigneeSchema: JsonSchema = object({
  'type!': oneOf(
    'user',
    'role',
    'department',
    'department_head',
    'manager',
    'field',
    'starter',
    'expression',
  ),
  user: filledText,
  role: key,
  department: filledText,
  of: filledText,
  level: { type: 'integer', minimum: 1 },
  field: plainText,
  expr: expression,
})

/** ISO 8601 duration such as `PT4H` or `P1D`. */
const duration: JsonSchema = { type: 'string', pattern: '^P(?!$)(\\d+[YMWD])*(T(\\d+[HMS])+)?$' }

const timeout = object({
  'after!': duration,
  calendar: key,
  'do!': oneOf('remind', 'approve', 'reject', 'transfer'),
  repeat: duration,
  max: natural,
  to: assigneeSchema,
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
})

/** How a user task decides: the shape of `ApprovalSettings`. */
export const approvalSchema: JsonSchema = object({
  decision: yesNo,
  'mode!': oneOf('one', 'any', 'all', 'sequential', 'vote'),
  rejectMode: oneOf('veto', 'count', 'waitAll'),
  anyMode: oneOf('firstDecision', 'firstApproval'),
  passRatio: { type: ['number', 'null'], minimum: 0, maximum: 100 },
  passCount: { type: ['integer', 'null'], minimum: 1 },
  weights: map(number),
  passWeight: { type: ['number', 'null'] },
  rejectCount: { type: ['integer', 'null'], minimum: 1 },
  'assignees!': list(assigneeSchema),
  onEmpty: object({
    'do!': oneOf('approve', 'reject', 'assign', 'admin', 'incident'),
    user: filledText,
  }),
  onSelf: oneOf('self', 'skip', 'manager'),
  dedupe: oneOf('none', 'instance', 'consecutive'),
  operations,
  comment: object({ required: list(oneOf('approve', 'reject')) }),
  signature: yesNo,
  fields: map(oneOf('write', 'read', 'hidden')),
  timeouts: list(timeout),
  auto: oneOf('approve', 'reject'),
})
