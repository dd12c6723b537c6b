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

/** How votes are counted: by share, by number, by what each person's is worth, or by a condition. */
function countOf({ weights, passWhen, rejectWhen, passCount }: Partial<ApprovalSettings>): string {
  if (passWhen !== undefined || rejectWhen !== undefined) return 'condition'
  if (weights !== undefined) return 'weights'
  return typeof passCount === 'number' ? 'count' : 'ratio'
}

/** What belongs to each way of counting; of the others nothing is kept. */
const countedBy: { readonly [way: string]: readonly string[] } = {
  ratio: ['passRatio', 'rejectCount'],
  count: ['passCount', 'rejectCount'],
  weights: ['weights', 'passWeight'],
  condition: ['passWhen', 'rejectWhen'],
}

/** What a way of counting begins with: it is told by what it holds. */
const countBegins: { readonly [way: string]: Plain } = {
  count: { passCount: 1 },
  weights: { weights: {} },
  condition: { passWhen: { '>': [{ var: 'passNum' }, { var: 'rejectNum' }] } },
}

function counting(rest: Plain): Plain {
  const way = String(rest['voteBy'] ?? 'ratio')
  const own = countedBy[way] ?? []
  const others = Object.values(countedBy).flatMap((keys) => keys.filter((key) => !own.includes(key)))
  const { voteBy: _, ...kept } = rest
  if (rest['mode'] !== 'vote') return kept
  return {
    ...countBegins[way],
    ...Object.fromEntries(
      Object.entries(kept).filter(([key, value]) => isSet(value) && !others.includes(key)),
    ),
  }
}

/** Words on buttons by the commands they stand for, and what the panel calls them. */
const wordedCommands = {
  approve: 'approve',
  reject: 'reject',
  complete: 'complete',
  return: 'return',
  transfer: 'transfer',
  delegate: 'delegate',
  addSign: 'add-sign',
} as const

function wordsOf(labels: { readonly [command: string]: unknown } = {}): Plain {
  const known = Object.entries(wordedCommands).filter(([, command]) => labels[command] !== undefined)
  return Object.fromEntries(known.map(([key, command]) => [key, labels[command]]))
}

function labelsOf(words: unknown, before: { readonly [command: string]: unknown } = {}): Plain {
  const commands = new Set<string>(Object.values(wordedCommands))
  const given = typeof words === 'object' && words !== null ? (words as Plain) : {}
  return {
    ...Object.fromEntries(Object.entries(before).filter(([command]) => !commands.has(command))),
    ...Object.fromEntries(
      Object.entries(wordedCommands).flatMap(([key, command]) =>
        isSet(given[key]) && given[key] !== '' ? [[command, given[key]]] : [],
      ),
    ),
  }
}

/** Approval settings as the panels show them: nested parts laid out flat. */
export function flatApproval(approval: Given): Plain {
  const { onEmpty, operations, comment, attachment, sod = [], ...rest } = approval ?? {}
  const { return: back, addSignDepth = 1, labels, ...others } = operations ?? {}
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
    voteBy: countOf(rest),
    ...(labels === undefined ? {} : { words: wordsOf(labels) }),
    notStarter: sod.length > nodes.length,
    ...(nodes.length === 0 ? {} : { notDeciders: nodes }),
  }
}

const operationKeys = new Set(['transfer', 'delegate', 'addSign', 'takeBack', 'cc'])
const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== false

/** The other way round. What a panel emptied is absent; `decision` is only written when it is off. */
export function nestedApproval(flat: Plain, before: Given): ApprovalSettings {
  const { onEmpty, emptyUser, return: back, comment, decision, attachment, ...more } = flat
  const { addSignDepth, resume = 'rerun', notStarter, notDeciders, words, ...asked } = more
  const rest = counting(asked)
  const depth = Number(addSignDepth ?? 1)
  const labels = labelsOf(words, before?.operations?.labels)
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
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
    },
    ...(isSet(comment) ? { comment: { required: comment } } : {}),
    ...(isSet(attachment) ? { attachment: { required: attachment } } : {}),
    ...(sod.length === 0 ? {} : { sod: sod.map((notSameAs) => ({ notSameAs })) }),
  } as unknown as ApprovalSettings
}
