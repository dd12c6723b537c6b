import { createHmac, timingSafeEqual } from 'node:crypto'
import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { ruleName } from '@mortise/rules'
import type { EntityModel, RuleDocument } from '@mortise/schema'
import type { Actor, HookRow } from '@mortise/store'
import { actingFor } from '../context/acting.ts'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { rootCause } from '../records/cause.ts'
import { runOwn } from './events.ts'
import { messageValues, type MessageValues } from './message-values.ts'

/** How far the clock of a sender may be off; for as long a message that was caught could be sent again. */
const windowMs = 5 * 60_000

/** A message as it came in. */
export type Incoming = {
  readonly token: string
  readonly body: string
  readonly timestamp: string | undefined
  readonly signature: string | undefined
  /** The sender's own name for it; its signature counts where it gives none. */
  readonly messageId: string | undefined
}

/** What became of a message. */
export type Received = {
  readonly state: 'done' | 'ignored' | 'failed'
  /** The record it was about. */
  readonly id: string | null
  /** It came before; nothing was done again. */
  readonly repeated: boolean
}

/**
 * Takes a message from outside by the address of a rule: signed, not older than five minutes, and each one once. It is
 * written into the record it is about, and the rule runs on that, in one transaction. Throws HOOK_UNKNOWN, HOOK_TIME,
 * HOOK_UNSIGNED, HOOK_BODY, and whatever saving the record throws.
 */
export async function receiveMessage(workspace: Workspace, incoming: Incoming): Promise<Received> {
  const hook = /^[\w-]{16,64}$/.test(incoming.token)
    ? await workspace.store.rules.hooks.byToken(incoming.token)
    : null
  if (hook === null) throw errors.HOOK_UNKNOWN()
  checkSigned(hook, incoming, workspace.options.clock())
  const payload = payloadOf(incoming.body)
  const signature = incoming.signature ?? ''
  const message = { messageId: incoming.messageId ?? signature, signature }
  const id = workspace.newId()
  try {
    return await workspace.unit((unit) => receive(unit, { hook, payload, message, id }))
  } catch (error) {
    if (!isMortiseError(error) || error.kind !== 'user' || error.code === 'HOOK_UNKNOWN') throw error
    const { code, text } = error
    const failed = { state: 'failed', entity: null, recordId: null, error: { code, ...text } } as const
    await workspace.store.rules.hooks.take({ id, rule: hook.rule, ...message, ...failed })
    throw error
  }
}

function checkSigned(hook: HookRow, { timestamp = '', signature = '', body }: Incoming, now: number): void {
  const at = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1000 : Number.NaN
  if (!(Math.abs(now - at) <= windowMs)) throw errors.HOOK_TIME()
  const right = createHmac('sha256', hook.secret).update(`${timestamp}.${body}`).digest()
  const given = Buffer.from(/^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1] ?? '', 'hex')
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw errors.HOOK_UNSIGNED()
}

type Payload = { readonly [name: string]: Json }

function payloadOf(body: string): Payload {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    throw errors.HOOK_BODY()
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw errors.HOOK_BODY()
  return json as Payload
}

async function receive(
  unit: Unit,
  given: {
    readonly hook: HookRow
    readonly payload: Payload
    readonly message: { readonly messageId: string; readonly signature: string }
    readonly id: string
  },
): Promise<Received> {
  const { hook, payload, message, id } = given
  const rule = unit.published.rules.all.find((one) => ruleName(one) === hook.rule)
  const entity = rule && unit.published.model.entity(rule.entity)
  if (rule === undefined || entity === undefined || !rule.trigger.on.includes('message'))
    throw errors.HOOK_UNKNOWN()
  const { hooks } = unit.tx.rules
  const row = { id, rule: hook.rule, ...message, entity: entity.key, recordId: null, error: null }
  if (!(await hooks.take({ ...row, state: 'done' }))) {
    const known = await hooks.known(hook.rule, message)
    return { state: known?.state ?? 'done', id: known?.recordId ?? null, repeated: true }
  }
  const recordId = await writeMessage(unit, { rule, entity, payload, id })
  const state = recordId === null ? 'ignored' : 'done'
  await hooks.settle(id, { state, entity: entity.key, recordId })
  return { state, id: recordId, repeated: false }
}

type Writing = {
  readonly rule: RuleDocument
  readonly entity: EntityModel
  readonly payload: Payload
  readonly id: string
}

/** Writes a message into the record it is about, and runs the rule on it; null when it is about none. */
async function writeMessage(unit: Unit, { rule, entity, payload, id }: Writing): Promise<string | null> {
  const outside = automation(unit, `hook:${rule.key}`)
  const actor = actingFor(unit, outside, { ...rule, via: `rule:${rule.key}` })
  const { message = {} } = rule.trigger
  const said = messageValues(message, payload, { now: unit.now, ...unit.published.model.time })
  const about = await recordOf(unit, actor, { rule, said })
  if (about === 'none') return null
  const cause = rootCause(`hook:${id}`)
  const head = { entity: entity.key, values: said.values, ignoreDuplicates: true }
  const request =
    about === 'new'
      ? ({ ...head, op: 'create' } as const)
      : ({ ...head, op: 'update', id: about.id } as const)
  const silent = about !== 'new' && Object.keys(said.values).length === 0
  const recordId = silent ? about.id : (await unit.commands.save(unit, actor, { request, cause })).record.id
  await runOwn(unit, outside, {
    entity,
    id: recordId,
    event: 'message',
    previous: undefined,
    cause,
    current: {},
    message: { payload, sample: message.sample },
    only: (one) => ruleName(one) === ruleName(rule),
  })
  return recordId
}

async function recordOf(
  unit: Unit,
  actor: Actor,
  { rule, said }: { readonly rule: RuleDocument; readonly said: MessageValues },
): Promise<'new' | 'none' | { readonly id: string }> {
  const { match, missing = 'create' } = rule.trigger.message ?? {}
  if (match === undefined) return 'new'
  const { match: value = null } = said
  // It does not say which record it means.
  if (value === null || value === '') return 'none'
  // Two messages about one new record make it once.
  await unit.tx.flows.lockMessages(`hook ${ruleName(rule)} ${JSON.stringify(value)}`)
  const { records } = await unit.door(actor).query({
    entity: rule.entity,
    fields: ['id'],
    filter: { '==': [{ var: match.field }, value] },
    sort: [{ field: 'id', dir: 'asc' }],
    limit: 1,
  })
  const [found] = records
  if (found !== undefined) return found
  return missing === 'create' ? 'new' : 'none'
}
