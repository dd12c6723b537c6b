import type { ApprovalSettings } from '@mortise/schema'

type Plain = { readonly [key: string]: unknown }
type Given = Partial<ApprovalSettings> | undefined

/** What a task asks of people: to decide, to do something, or to fill in what is missing. */
export const taskKinds = ['decide', 'work', 'fill'] as const

export type TaskKind = (typeof taskKinds)[number]

/** What a task asks. One that is done, not decided, and opens the whole form is for filling in. */
export function kindOf(approval: Given): TaskKind {
  if (approval?.decision !== false) return 'decide'
  return approval.fields?.['*'] === 'write' ? 'fill' : 'work'
}

/** The same settings for a task of another kind. */
export function asKind(approval: Given, kind: TaskKind): ApprovalSettings {
  const { decision: _, ...rest } = approval ?? {}
  const others = rest.fields?.['*'] === 'hidden' ? 'hidden' : 'read'
  return {
    mode: 'one',
    assignees: [],
    ...rest,
    ...(kind === 'decide' ? {} : { decision: false }),
    fields: { ...rest.fields, '*': kind === 'fill' ? 'write' : others },
  }
}

// What holds where a node says nothing of operations: people may do everything.
const allOperations = {
  transfer: true,
  delegate: true,
  addSign: ['before', 'after', 'parallel'],
  return: 'anyPassed',
  takeBack: true,
  cc: true,
}

/** Approval settings as the panels show them: nested parts laid out flat. */
export function flatApproval(approval: Given): Plain {
  const { onEmpty, operations, comment, attachment, sod = [], ...rest } = approval ?? {}
  const { return: back, addSignDepth = 1, labels: _labels, ...others } = operations ?? {}
  const nodes = sod.map((one) => one.notSameAs).filter((one) => one !== 'starter')
  const given = operations === undefined ? allOperations : { ...others, return: back?.targets }
  return {
    decision: true,
    ...rest,
    ...given,
    onEmpty: onEmpty?.do ?? 'admin',
    ...(onEmpty?.user === undefined ? {} : { emptyUser: onEmpty.user }),
    ...(comment?.required === undefined ? {} : { comment: comment.required }),
    ...(attachment?.required === undefined ? {} : { attachment: attachment.required }),
    addSignDepth: String(addSignDepth),
    resume: back?.resume ?? 'rerun',
    notStarter: sod.length > nodes.length,
    ...(nodes.length === 0 ? {} : { notDeciders: nodes }),
  }
}

const operationKeys = new Set(['transfer', 'delegate', 'addSign', 'takeBack', 'cc'])
const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== false

/** The other way round. What a panel emptied is absent; `decision` is only written when it is off. */
export function nestedApproval(flat: Plain, before: Given): ApprovalSettings {
  const { onEmpty, emptyUser, return: back, comment, decision, attachment, ...more } = flat
  const { addSignDepth, resume = 'rerun', notStarter, notDeciders, ...rest } = more
  const depth = Number(addSignDepth ?? 1)
  const { labels } = before?.operations ?? {}
  const sod = [
    ...(notStarter === true ? ['starter'] : []),
    ...(Array.isArray(notDeciders) ? notDeciders : []),
  ]
  const set = Object.entries(rest).filter(([, value]) => isSet(value))
  return {
    ...Object.fromEntries(set.filter(([key]) => !operationKeys.has(key))),
    ...(decision === false ? { decision: false } : {}),
    mode: rest['mode'] ?? before?.mode ?? 'one',
    assignees: rest['assignees'] ?? [],
    onEmpty: {
      do: onEmpty ?? 'admin',
      ...(onEmpty === 'assign' && isSet(emptyUser) ? { user: emptyUser } : {}),
    },
    operations: {
      ...Object.fromEntries(set.filter(([key]) => operationKeys.has(key))),
      ...(isSet(back) ? { return: { targets: back, resume } } : {}),
      ...(depth > 1 ? { addSignDepth: depth } : {}),
      ...(labels === undefined ? {} : { labels }),
    },
    ...(isSet(comment) ? { comment: { required: comment } } : {}),
    ...(isSet(attachment) ? { attachment: { required: attachment } } : {}),
    ...(sod.length === 0 ? {} : { sod: sod.map((notSameAs) => ({ notSameAs })) }),
  } as unknown as ApprovalSettings
}
