import type { FlowDocument } from '@mortise/schema'
import { type FlowProblem, problem } from './problem.ts'

/** What an action writes. */
export type Writes = readonly {
  readonly entity: string
  readonly fields: readonly string[]
  readonly op?: 'create' | 'update' | 'delete'
}[]

/** Tells what an action document writes when it runs on records of an entity. */
export type WritesOf = (action: { readonly type: string }, entity: string) => Writes

function actionsIn(value: unknown): readonly { readonly type: string }[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn)
  const one = value as { readonly type?: unknown } | undefined
  return typeof one?.type === 'string' ? [one as { readonly type: string }] : []
}

/**
 * A flow that changes of records start must not make such a change without a way to stop: a new record of its own
 * entity starts the next run, for ever. A write of its own record starts none while it runs, and with a condition it
 * may be meant.
 */
export function checkRestarts(
  definition: FlowDocument,
  writesOf: WritesOf | undefined,
): readonly FlowProblem[] {
  const { start, entity } = definition
  if (start.type !== 'record' || writesOf === undefined) return []
  const on = start.on ?? ['create']
  return definition.nodes.flatMap((node, index) =>
    [...actionsIn(node['action']), ...actionsIn(node['actions'])].flatMap((action): readonly FlowProblem[] =>
      writesOf(action, entity)
        .filter((one) => one.entity === entity && (on as readonly string[]).includes(one.op ?? 'update'))
        .filter((one) => one.op === 'create' || start.single === false)
        .slice(0, 1)
        .map(() =>
          problem(`/nodes/${index}/action`, {
            code: 'FLOW_RESTARTS_ITSELF',
            zh: '这个动作会再次触发本流程，可能没完没了。请给发起方式加上条件',
            en: 'this action starts the flow again, maybe for ever; give its start a condition',
            level: start.condition === undefined ? 'block' : 'warn',
          }),
        ),
    ),
  )
}

const secretName = /(^|[a-z])(secret|password|apikey|api_key|accesstoken|access_token)$/i

const carriers = ['settings', 'headers'] as const

/**
 * Secrets stand in connections, never in the text of a flow. Only what actions and their headers are told is looked at:
 * a field of the record may be called anything.
 */
export function checkSecrets(definition: FlowDocument): readonly FlowProblem[] {
  const look = (value: unknown, path: string): readonly FlowProblem[] =>
    Object.entries((value ?? {}) as { readonly [key: string]: unknown }).flatMap(([key, text]) =>
      typeof text !== 'string' || text === '' || !secretName.test(key) || text.startsWith('$secret')
        ? []
        : [
            problem(`${path}/${key}`, {
              code: 'FLOW_SECRET',
              zh: '密钥不能写在流程里，请放进连接并引用它',
              en: 'a secret must not stand in a flow; put it into a connection and name that',
            }),
          ],
    )
  const lookAction = (value: unknown, path: string): readonly FlowProblem[] => {
    if (Array.isArray(value)) return value.flatMap((one, index) => lookAction(one, `${path}/${index}`))
    if (typeof value !== 'object' || value === null) return []
    const inner = value as { readonly [key: string]: unknown }
    return [...look(value, path), ...carriers.flatMap((key) => look(inner[key], `${path}/${key}`))]
  }
  return definition.nodes.flatMap((node, index) =>
    (['action', 'actions'] as const).flatMap((key) => lookAction(node[key], `/nodes/${index}/${key}`)),
  )
}
