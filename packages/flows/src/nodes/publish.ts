import type { Expression, Json } from '@mortise/expressions'
import type { FieldDocument, PublishEffect } from '@mortise/schema'
import { setting } from '@mortise/schema'
import type { NodeContext, NodeOutcome } from '../types.ts'

/** A message as nodes write it. */
export type MessageOut = {
  readonly name?: string
  readonly correlation?: Expression
  readonly data?: { readonly [key: string]: Expression }
  readonly keep?: string
}

/** Settings of a message that is sent to flows. */
export const messageFields: readonly FieldDocument[] = [
  setting('name', { zh: '消息名称', en: 'Name of the message' }, { required: true }),
  setting(
    'correlation',
    { zh: '发给谁（认领值）', en: 'Told apart by' },
    { type: 'longtext', editor: 'expression' },
  ),
  setting('data', { zh: '带上的内容', en: 'What it says' }, { type: 'longtext', editor: 'map' }),
  setting('keep', { zh: '无人接收时保留', en: 'Kept for' }, { editor: 'duration' }),
]

/** The effect that sends a message to flows; an empty value to tell it apart by parks the token. */
export function messageEffect(message: MessageOut, ctx: NodeContext): PublishEffect | NodeOutcome {
  const value =
    message.correlation === undefined ? ctx.instance.recordId : ctx.evaluateHere(message.correlation)
  if (value === null || value === '' || typeof value === 'object')
    return {
      move: {
        type: 'incident',
        code: 'FLOW_CORRELATION_EMPTY',
        zh: '消息的认领值为空，请填写后重试',
        en: 'the value that tells whom the message is for is empty; fill it and try again',
      },
    }
  return {
    type: 'publish',
    kind: 'message',
    name: message.name ?? '',
    correlation: String(value),
    data: dataOf(message.data, ctx),
    ...(message.keep === undefined ? {} : { keep: message.keep }),
  }
}

/** Values of expressions by their name. */
export function dataOf(
  data: { readonly [key: string]: Expression } | undefined,
  ctx: NodeContext,
): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(data ?? {}).map(([key, expr]) => [key, ctx.evaluateHere(expr)]))
}

/** Expressions of values by their name. */
export function dataExpressions(
  path: string,
  data: unknown,
): readonly { readonly path: string; readonly expr: Expression }[] {
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data as { readonly [key: string]: Expression }).map(([key, expr]) => ({
    path: `${path}/${key}`,
    expr,
  }))
}
