import type { ApprovalSettings } from '@mortise/schema'

type Plain = { readonly [key: string]: unknown }

/** Approval settings as the panels show them: nested parts laid out flat. */
export function flatApproval(approval: Partial<ApprovalSettings> | undefined): Plain {
  const { onEmpty, operations, comment, ...rest } = approval ?? {}
  const { return: back, ...others } = operations ?? {}
  return {
    decision: true,
    ...rest,
    ...others,
    onEmpty: onEmpty?.do ?? 'admin',
    ...(back === undefined ? {} : { return: back.targets, resume: back.resume }),
    ...(comment?.required === undefined ? {} : { comment: comment.required }),
  }
}

const operationKeys = ['transfer', 'delegate', 'addSign', 'takeBack'] as const

/** The other way round. What a panel emptied is absent; `decision` is only written when it is off. */
export function nestedApproval(flat: Plain, before: Partial<ApprovalSettings> | undefined): ApprovalSettings {
  const { onEmpty, return: back, resume, comment, decision, ...rest } = flat
  const operations = Object.fromEntries(
    operationKeys
      .filter((key) => rest[key] !== undefined && rest[key] !== false)
      .map((key) => [key, rest[key]]),
  )
  const plain = Object.fromEntries(
    Object.entries(rest).filter(
      ([key, value]) => value !== undefined && value !== false && !operationKeys.some((one) => one === key),
    ),
  )
  const given =
    back === undefined ? operations : { ...operations, return: { targets: back, resume: resume ?? 'rerun' } }
  return {
    ...plain,
    ...(decision === false ? { decision: false } : {}),
    mode: rest['mode'] ?? before?.mode ?? 'any',
    assignees: rest['assignees'] ?? [],
    onEmpty: { ...(before?.onEmpty?.do === onEmpty ? before?.onEmpty : {}), do: onEmpty ?? 'admin' },
    ...(Object.keys(given).length === 0 ? {} : { operations: given }),
    ...(comment === undefined ? {} : { comment: { required: comment } }),
  } as ApprovalSettings
}
