import { randomBytes } from 'node:crypto'
import { ruleName } from '@mortise/rules'
import type { RuleDocument } from '@mortise/schema'
import type { Actor, HookCallRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { auditDesign } from '../design/publish.ts'
import { errors } from '../errors.ts'

/** The address of a rule as its designer sees it. The secret is told once, when it is made. */
export type HookView = {
  /** The rule is published and answers messages, so that it can have an address. */
  readonly ready: boolean
  /** Path below the public address; null while the rule has none. */
  readonly path: string | null
  readonly createdAt: string | null
  /** What came in lately, newest first. */
  readonly calls: readonly Pick<
    HookCallRow,
    'id' | 'messageId' | 'state' | 'entity' | 'recordId' | 'error' | 'at'
  >[]
}

const shownCalls = 20

const pathOf = (token: string): string => `/api/hooks/${token}`

function answering(unit: Unit, key: string): RuleDocument {
  const rule = unit.published.model.document('rule', key)
  if (rule === undefined || !rule.trigger.on.includes('message')) throw errors.HOOK_NO_TRIGGER({ name: key })
  return rule
}

/** Where systems outside send messages that set a rule off, and what came in. */
export async function hookOf(unit: Unit, key: string): Promise<HookView> {
  const rule = unit.published.model.document('rule', key)
  if (rule === undefined || !rule.trigger.on.includes('message'))
    return { ready: false, path: null, createdAt: null, calls: [] }
  const name = ruleName(rule)
  const { hooks } = unit.tx.rules
  const row = await hooks.get(name)
  const calls = await hooks.calls(name, shownCalls)
  return {
    ready: true,
    path: row === null ? null : pathOf(row.token),
    createdAt: row?.createdAt ?? null,
    calls: calls.map(({ signature: _signature, rule: _rule, ...call }) => call),
  }
}

/** Gives a rule an address and a secret, or others: what was there before leads nowhere from now on. */
export async function makeHook(
  unit: Unit,
  actor: Actor,
  key: string,
): Promise<{ readonly path: string; readonly secret: string }> {
  const rule = answering(unit, key)
  const token = randomBytes(18).toString('base64url')
  const secret = randomBytes(32).toString('base64url')
  await unit.tx.rules.hooks.put({ rule: ruleName(rule), token, secret, createdBy: actor.userId })
  await auditDesign(unit.tx, actor, { action: 'hook_made', data: { rule: rule.key } })
  return { path: pathOf(token), secret }
}

/** Takes a rule's address away. */
export async function removeHook(unit: Unit, actor: Actor, key: string): Promise<void> {
  const rule = answering(unit, key)
  await unit.tx.rules.hooks.remove(ruleName(rule))
  await auditDesign(unit.tx, actor, { action: 'hook_removed', data: { rule: rule.key } })
}
