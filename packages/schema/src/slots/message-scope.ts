import type { ExpressionType, Scope, ScopeName } from '@mortise/expressions'
import type { RuleDocument } from '../documents/automation.ts'
import { scopeOf } from '../compile/system.ts'
import { isObject } from '../pointer.ts'
import type { Place, SlotContext } from './types.ts'

/** Messages may lie in one another, but nobody means more than this. */
const deepest = 8

function typeOf(value: unknown): ExpressionType {
  if (typeof value === 'number') return { kind: 'number' }
  if (typeof value === 'boolean') return { kind: 'boolean' }
  return { kind: typeof value === 'object' && value !== null ? 'json' : 'text' }
}

function nameOf(key: string, value: unknown, depth: number): ScopeName {
  const head = { key, label: key, nullable: true }
  if (!isObject(value) || depth >= deepest) return { ...head, type: typeOf(value) }
  return {
    ...head,
    type: { kind: 'id', entity: 'payload' },
    target: () => scopeOf(key, namesOf(value, depth + 1)),
  }
}

function namesOf(value: { readonly [key: string]: unknown }, depth: number): readonly ScopeName[] {
  return Object.entries(value).map(([key, one]) => nameOf(key, one, depth))
}

/** Names in what a rule makes of a message: `payload`, and behind it what the message the rule shows as a sample holds. */
export function payloadScope(sample: { readonly [name: string]: unknown } | undefined): Scope {
  const payload = nameOf('payload', sample ?? {}, 0)
  return scopeOf('payload', [{ ...payload, label: { zh: '收到的数据', en: 'Message' } }])
}

/** Names in the condition of a rule: fields of its record, and behind `payload` what the message holds that set it off. */
export function withPayload(record: Scope, sample: { readonly [name: string]: unknown } | undefined): Scope {
  const message = payloadScope(sample)
  return {
    name: record.name,
    find: (key) => record.find(key) ?? message.find(key),
    keys: () => [...new Set([...record.keys(), ...message.keys()])],
  }
}

/** The same in the condition of a rule document; that of the record alone where no message sets it off. */
export function conditionScope({ trail }: Place, { model, home }: SlotContext): Scope | undefined {
  const { trigger } = trail[0] as Partial<RuleDocument>
  const record = model.entity(home ?? '')?.scope
  if (record === undefined || trigger?.on?.includes('message') !== true) return undefined
  return withPayload(record, trigger.message?.sample)
}

/** Names in what a rule makes of a message, at a place of its document. */
export function messageScope({ trail }: Place): Scope {
  return payloadScope((trail[0] as Partial<RuleDocument> | undefined)?.trigger?.message?.sample)
}
