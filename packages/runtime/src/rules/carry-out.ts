import { isMortiseError, type LocalizedText, say } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { Effect, RecordValues, SendMailEffect } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { cancelFlows } from '../flows/cancel.ts'
import { setChild } from '../flows/set-child.ts'
import { publish, subscribe } from '../flows/waiting.ts'
import type { HeldRecord } from '../records/types.ts'
import type { Cause } from '../types.ts'
import { assignRecord } from './assign.ts'
import { findRecords } from './find-records.ts'
import { forEachRecord } from './for-each.ts'
import { lettersOf } from './mail.ts'
import { tellPeople } from '../notices/tell-people.ts'
import { askDocument } from '../prints/ask-document.ts'
import { askTerms } from '../file-text/read-terms.ts'
import { fillRefs, refStart } from './refs.ts'
import { letListen, noticesFor } from './notice.ts'
import { inBoth } from './messages.ts'
import { titleFor } from '../flows/title.ts'

/** What effects are carried out with. `key` makes messages and calls of this step unique for ever. */
export type EffectContext = {
  readonly unit: Unit
  /** In whose name, and with whose rights: see `actingFor`. */
  readonly actor: Actor
  readonly cause: Cause
  readonly key: string
  readonly entity: string
  readonly recordId: string
  /** For flows: whose timers are set, and what its work items are called in notices. */
  readonly flow?: { readonly instanceId: string; readonly key: string; readonly title: LocalizedText }
  /** Ids of records written by earlier effects, by their `ref`. */
  readonly refs: Map<string, string>
  readonly written: { readonly entity: string; readonly id: string }[]
}

type Handlers = {
  readonly [T in Effect['type']]: (
    effect: Extract<Effect, { readonly type: T }>,
    ctx: EffectContext,
    index: number,
    held: HeldRecord | undefined,
  ) => Promise<void>
}

/**
 * Carries out effects in order, in the unit's transaction. `held`: the record, locked when nothing had been written yet;
 * only the first effect finds it as it was.
 */
export async function carryOut(
  effects: readonly Effect[],
  ctx: EffectContext,
  held?: HeldRecord,
): Promise<void> {
  for (const [index, effect] of effects.entries()) {
    const handle = handlers[effect.type] as (
      effect: Effect,
      ctx: EffectContext,
      index: number,
      held: HeldRecord | undefined,
    ) => Promise<void>
    await handle(effect, ctx, index, index === 0 ? held : undefined).catch((error: unknown) => {
      const told = refusal(error, ctx.actor)
      if (isMortiseError(told)) blamed.set(told, effect)
      throw told
    })
  }
}

const blamed = new WeakMap<object, Effect>()

/** The effect that could not be carried out, where an error comes from there. */
export function effectBehind(error: unknown): Effect | undefined {
  return isMortiseError(error) ? blamed.get(error) : undefined
}

/**
 * What the rights of a flow or rule did not allow, told in its own name: whoever set it going has done nothing wrong, and
 * learns nothing of what it could not reach.
 */
function refusal(error: unknown, actor: Actor): unknown {
  if (!isMortiseError(error)) return error
  const denied = error.status === 403 || error.status === 404 || error.code === 'RECORD_FIELD_UNKNOWN'
  if (actor.kind !== 'service' || !denied) return error
  return errors.AUTOMATION_REFUSED({ name: actor.name }, { cause: error })
}

const nothing = (): Promise<void> => Promise.resolve()

const handlers: Handlers = {
  // Form effects mean something only while a record is being filled in; after saving they say nothing.
  set_state: nothing,
  async set_value({ field, value }, ctx, _index, held) {
    await ctx.unit.commands.save(ctx.unit, ctx.actor, {
      request: {
        op: 'update',
        entity: ctx.entity,
        id: ctx.recordId,
        values: { [field]: value },
        ignoreDuplicates: true,
      },
      cause: ctx.cause,
      held,
    })
  },
  async add_error({ path, code, message, level }) {
    if (level === 'warn') return
    const text =
      typeof message === 'string'
        ? { zh: message, en: message }
        : { zh: message.zh ?? message.en ?? '', en: message.en ?? message.zh ?? '' }
    throw errors.RECORD_INVALID({ count: 1 }, { details: [{ path, code, message: text }] })
  },
  async write_record(effect, ctx, _index, held) {
    const values = fillRefs(effect.values ?? {}, ctx.refs)
    const { unit, actor, cause } = ctx
    if (effect.op === 'create') {
      const id =
        (await matching(effect.matchFirst, effect.entity, ctx)) ?? (await create(effect.entity, values, ctx))
      if (effect.ref !== undefined) ctx.refs.set(effect.ref, id)
      ctx.written.push({ entity: effect.entity, id })
      return
    }
    const id =
      effect.id?.startsWith(refStart) === true ? ctx.refs.get(effect.id.slice(refStart.length)) : effect.id
    if (id === undefined) return
    if (effect.op === 'delete')
      await unit.commands.remove(unit, actor, { op: 'delete', entity: effect.entity, id, cause })
    else
      await unit.commands.save(unit, actor, {
        request: { op: 'update', entity: effect.entity, id, values, ignoreDuplicates: true },
        cause,
        held,
      })
    ctx.written.push({ entity: effect.entity, id })
  },
  async find_records(effect, ctx) {
    await findRecords(effect, ctx)
  },
  // What comes after it is put off by the rule that runs it.
  wait: nothing,
  async assign({ policy, entity, recordId }, ctx) {
    await assignRecord(ctx, { policy, entity, recordId })
  },
  // The flow engine keeps its items itself; what is left to do is telling the person.
  async create_work_item({ assignee, instanceId, itemId }, ctx) {
    ctx.unit.announce({ topic: 'inbox', users: [assignee] })
    await tellOfTask(ctx, assignee, `work_item:${instanceId}:${itemId}`)
  },
  async set_timer({ key, at }, ctx) {
    const instanceId = ctx.flow?.instanceId
    if (instanceId === undefined) return
    const full = `timer:${instanceId}:${key}`
    if (at === null) await ctx.unit.tx.jobs.remove(full)
    else
      await ctx.unit.tx.jobs.add([{ kind: 'flow_timer', payload: { instanceId, key }, runAt: at, key: full }])
  },
  async set_subscription({ key, subscription }, ctx) {
    const instanceId = ctx.flow?.instanceId
    if (instanceId === undefined) return
    if (subscription === null) await ctx.unit.tx.flows.removeSubscription(instanceId, key)
    else await subscribe(ctx.unit, { instanceId, key, ...subscription })
  },
  async publish({ kind, name, correlation, data, keep }, ctx, index) {
    const messageId = `${ctx.key}:${index}`
    await publish(ctx.unit, { kind, name, correlation, data, messageId, keep, actor: ctx.actor })
  },
  async set_child({ key, child }, ctx) {
    const instanceId = ctx.flow?.instanceId
    if (instanceId !== undefined) await setChild(ctx.unit, { instanceId, key, child })
  },
  async cancel_flow(effect, ctx, index) {
    await cancelFlows(ctx.unit, effect, `${ctx.key}:${index}`)
  },
  async for_each(effect, ctx, index) {
    await forEachRecord(effect, ctx, { key: `${ctx.key}:${index}`, carryOut })
  },
  async generate_document(effect, ctx, index) {
    const { unit, actor, cause } = ctx
    await askDocument(unit, effect, { actor, cause, key: `${ctx.key}:${index}` })
  },
  async read_terms(effect, ctx, index) {
    const { unit, actor, cause } = ctx
    await askTerms(unit, effect, { actor, cause, key: `${ctx.key}:${index}` })
  },
  async start_flow({ flow, entity, recordId }, ctx) {
    await ctx.unit.commands.startFlow(ctx.unit, {
      flow,
      entity,
      recordId,
      actor: ctx.actor,
      commandId: `${ctx.key}:start:${flow}`,
      cause: ctx.cause,
    })
  },
  async call_out(effect, ctx, index) {
    const { connector, action, settings, maxAttempts = 8, node } = effect
    const idempotencyKey = `${ctx.key}:${index}`
    await ctx.unit.tx.jobs.add([
      {
        kind: 'call_out',
        payload: { connector, action, settings, idempotencyKey, ...(node === undefined ? {} : { node }) },
        runAt: ctx.unit.now,
        key: `call:${idempotencyKey}`,
        maxAttempts,
      },
    ])
  },
  async send_mail(effect, ctx, index) {
    const { connector, action } = effect
    const letters = await lettersOf(ctx.unit, ctx.actor, effect)
    const { entity, recordId } = effect
    const notice = mailNotice(ctx.unit, effect)
    const keys = letters.map((_, n) => `call:${ctx.key}:${index}:${n}`)
    await letListen(ctx.unit, notice, { keys, entity, recordId })
    await ctx.unit.tx.jobs.add(
      letters.map(({ to, subject, text, html, pictures = [] }, n) => {
        const idempotencyKey = `${ctx.key}:${index}:${n}`
        const settings = { to: [to], subject, text, html }
        const carried = pictures.length === 0 ? {} : { pictures }
        return {
          kind: 'call_out',
          payload: { connector, action, settings, idempotencyKey, ...carried },
          runAt: ctx.unit.now,
          key: `call:${idempotencyKey}`,
          maxAttempts: 8,
        }
      }),
    )
  },
  async notify(effect, ctx, index) {
    const { entity = ctx.entity, recordId = ctx.recordId } = effect
    await tell(ctx, effect.to, { ...effect, entity, recordId, kind: String(index) })
  },
}

/** What whoever tries something hears of a mail: its subject, in the words of that person. */
function mailNotice(
  unit: Unit,
  { mail, subject, templates }: SendMailEffect,
): Parameters<typeof letListen>[1] {
  const template = mail === undefined ? undefined : unit.published.model.document('mail', mail)
  if (template === undefined) return { title: subject, templates: { title: templates.subject } }
  return { title: template.label, templates: { title: template.subject } }
}

async function create(entity: string, values: RecordValues, ctx: EffectContext): Promise<string> {
  const saved = await ctx.unit.commands.save(ctx.unit, ctx.actor, {
    request: { op: 'create', entity, values, ignoreDuplicates: true },
    cause: ctx.cause,
  })
  return saved.record.id
}

async function matching(
  condition: Expression | undefined,
  entity: string,
  ctx: EffectContext,
): Promise<string | undefined> {
  if (condition === undefined) return undefined
  const page = await ctx.unit
    .door(ctx.actor)
    .query({ entity, fields: ['id'], filter: condition, sort: [{ field: 'created_at' }], limit: 1 })
  return page.records[0]?.id
}

const isActive = (unit: Unit, id: string): boolean => unit.people.directory.user(id)?.active === true

async function tell(
  ctx: EffectContext,
  to: readonly string[],
  notice: Pick<Extract<Effect, { readonly type: 'notify' }>, 'title' | 'body' | 'templates'> & {
    readonly entity: string
    readonly recordId: string
    readonly kind: string
  },
): Promise<void> {
  const { unit } = ctx
  const people = [...new Set(to)].filter((id) => isActive(unit, id))
  if (people.length === 0 || notice.title === '') return
  const { entity, recordId } = notice
  const notices = await noticesFor(unit, notice, { to: people, entity, recordId })
  const keys = people.map((userId) => `${ctx.key}:${notice.kind}:${userId}`)
  await letListen(unit, notice, { keys, entity, recordId })
  await tellPeople(
    unit,
    notices.map(({ userId, title, body, at }) => ({
      userId,
      title,
      body: body ?? null,
      entity: at?.entity ?? null,
      recordId: at?.recordId ?? null,
      key: `${ctx.key}:${notice.kind}:${userId}`,
    })),
  )
  unit.announce({ topic: 'notification', users: people })
}

/** Tells somebody of a task: the node shows its record to whoever it asks, and the run's title with it. */
async function tellOfTask(ctx: EffectContext, userId: string, kind: string): Promise<void> {
  const locale = ctx.unit.people.users.find(({ id }) => id === userId)?.locale ?? 'zh'
  const title = say(ctx.flow?.title, locale)
  if (!isActive(ctx.unit, userId) || title === '') return
  const { entity, recordId, unit, flow } = ctx
  const key = `${ctx.key}:${kind}:${userId}`
  if (unit.listener !== undefined && flow !== undefined) {
    const seeing = { published: unit.published, kit: unit.options.kit }
    const run = { flow: flow.key, entity, title, titles: inBoth(flow.title) }
    unit.listener.hear(key, titleFor(seeing, unit.listener.viewer, run))
  }
  await tellPeople(unit, [{ userId, title, body: null, entity, recordId, topic: 'task', key }])
  ctx.unit.announce({ topic: 'notification', users: [userId] })
}

/** The context for what a rule or flow does on a record. */
export function effectContext(
  unit: Unit,
  given: Pick<EffectContext, 'actor' | 'key' | 'entity' | 'recordId' | 'flow' | 'cause'>,
): EffectContext {
  return {
    ...given,
    unit,
    refs: new Map(),
    written: [],
  }
}
