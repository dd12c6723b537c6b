import type { Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument, FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { retryOf } from './actions.ts'
import { isDuration } from './wait.ts'

type Problem = { readonly path: string; readonly code?: string; readonly zh: string; readonly en: string }

/** Settings that belong together, kept as one object under `key`. */
export function groupSetting(
  key: string,
  label: Localized,
  more: {
    readonly fields: readonly FieldDocument[]
    readonly help?: Localized
    readonly required?: boolean
    /** Of its settings one is given, and that says what kind of thing it is. */
    readonly oneOf?: boolean
  },
): FieldDocument {
  const { fields, oneOf, ...rest } = more
  return {
    key,
    label,
    type: 'items',
    ...rest,
    settings: {
      single: true,
      framed: true,
      ...(oneOf === true ? { oneOf } : {}),
      fields: fields as unknown as readonly Json[],
    },
  }
}

const option = (value: string, zh: string, en: string) => ({ value, label: { zh, en } })

/** What every node at which something is done offers: a lock shared with others, and when it may be done. */
export const activitySettings: readonly FieldDocument[] = [
  setting(
    'mutexKey',
    { zh: '互斥锁', en: 'Lock' },
    {
      help: {
        zh: '名字相同的节点同一时间只进行一个，其余排队',
        en: 'of the nodes with the same name here one runs at a time; the others queue',
      },
    },
  ),
  groupSetting(
    'enabledWhile',
    { zh: '仅在此时可办理', en: 'Enabled while' },
    {
      fields: [
        setting('node', { zh: '看哪个节点', en: 'Looks at node' }, { editor: 'node' }),
        setting(
          'state',
          { zh: '它处于', en: 'Which is' },
          {
            options: [
              option('waiting', '进行中', 'Under way'),
              option('passed', '已通过', 'Passed'),
              option('notPassed', '还没到过', 'Not passed yet'),
            ],
          },
        ),
        setting('when', { zh: '并且满足条件', en: 'And when' }, { type: 'longtext', editor: 'condition' }),
        setting(
          'otherwise',
          { zh: '否则', en: 'Otherwise' },
          { options: [option('wait', '等到可以时', 'Wait'), option('skip', '跳过', 'Skip')] },
        ),
      ],
    },
  ),
]

/** Nodes that are ended when this one is reached. */
export const cancelScopeSetting: FieldDocument = setting(
  'cancelScope',
  { zh: '同时取消这些节点', en: 'Cancels these nodes' },
  {
    type: 'longtext',
    editor: 'nodes',
    help: {
      zh: '走到这里时，正停在这些节点上的都会取消',
      en: 'what stands at them is ended when this is reached',
    },
  },
)

/** How failed work is tried again. */
export const retrySetting: FieldDocument = groupSetting(
  'retry',
  { zh: '失败后重试', en: 'When it fails' },
  {
    fields: [
      setting('max', { zh: '最多重试几次', en: 'Tries at most' }, { type: 'integer' }),
      setting(
        'backoff',
        { zh: '间隔', en: 'Pauses' },
        { options: [option('exp', '逐次加倍', 'Doubled each time'), option('fixed', '固定', 'The same')] },
      ),
      setting('first', { zh: '首次间隔', en: 'First pause' }, { editor: 'duration' }),
    ],
  },
)

/** The node that undoes this one's work. */
export const compensationSetting: FieldDocument = setting(
  'compensation',
  { zh: '撤回时执行（补偿）', en: 'Undone by' },
  {
    editor: 'node',
    help: { zh: '流程撤回时按相反顺序执行这个节点', en: 'runs, last first, when the flow is taken back' },
  },
)

/** What is wrong with a retry policy. */
export function checkRetry(node: FlowNodeDocument): readonly Problem[] {
  const { max, first } = retryOf(node)
  return [
    ...(max === undefined || (Number.isInteger(max) && max >= 0 && max <= 20)
      ? []
      : [{ path: '/retry/max', zh: '重试次数要在 0–20 之间', en: 'tries must be 0–20' }]),
    ...(first === undefined || isDuration(first)
      ? []
      : [{ path: '/retry/first', zh: '时长写法如 PT1M、PT1H', en: 'write a duration such as PT1M, PT1H' }]),
  ]
}

/** What is wrong with a lock or guard. */
export function checkGuard(node: FlowNodeDocument): readonly Problem[] {
  const guard = node['enabledWhile'] as { readonly node?: string; readonly when?: Json } | undefined
  if (guard === undefined || guard.node !== undefined || guard.when !== undefined) return []
  return [
    {
      path: '/enabledWhile',
      zh: '请选择看哪个节点，或填写条件',
      en: 'name the node it looks at, or give a condition',
    },
  ]
}
