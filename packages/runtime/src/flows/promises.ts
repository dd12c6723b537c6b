import type { SlaEvent } from '@mortise/calendars'
import { type Locale, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FlowInstance, Token } from '@mortise/flows'
import type { Effect, EntityModel, FlowDocument, FlowNodeDocument, SlaDocument } from '@mortise/schema'
import type { FlowPromiseRow } from '@mortise/store'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import { carryOut, effectContext } from '../rules/carry-out.ts'
import { slaName, slaTests } from '../rules/sla.ts'
import { slaLog, slaTerms } from '../rules/sla-log.ts'
import type { Cause } from '../types.ts'
import { actingIn } from './flow-context.ts'

type Given = {
  readonly definition: FlowDocument
  readonly before: FlowInstance
  readonly after: FlowInstance
  readonly title: string
  readonly cause: Cause
  /** The run was woken to look around, or moved to another version: what promises there were may not be made any more. */
  readonly again: boolean
}

const nameAt = (node: FlowNodeDocument | undefined): string | undefined =>
  ((node?.['approval'] ?? {}) as { readonly sla?: string }).sla

/** The promise that a step makes, as its entity words it today. */
function promiseAt(
  entity: EntityModel | undefined,
  node: FlowNodeDocument | undefined,
): SlaDocument | undefined {
  const sla = nameAt(node)
  return sla === undefined ? undefined : entity?.document.slas?.find(({ key }) => key === sla)
}

/** Whether a token stands in its node and somebody is asked there. */
function asks({ items }: FlowInstance, token: Token): boolean {
  return (
    token.state === 'waiting' &&
    token.held === undefined &&
    items.some((item) => item.tokenId === token.id && item.kind !== 'read')
  )
}

/** Keeps the promises that steps of a run make in step with it: begun, paused, kept or broken, and told of in time. */
export async function keepPromises(unit: Unit, given: Given): Promise<void> {
  const { definition, before, after, again } = given
  const entity = unit.published.model.entity(after.entity)
  const nodes = new Map(definition.nodes.map((node) => [node.id, node]))
  const made = after.tokens.flatMap((token) => {
    const sla = promiseAt(entity, nodes.get(token.nodeId))
    return sla !== undefined && asks(after, token) ? [{ token, sla }] : []
  })
  const promising = definition.nodes.some((node) => nameAt(node) !== undefined)
  if (made.length === 0 && !again && (!promising || before.tokens.length === 0)) return
  const open = await unit.tx.flows.promises.openOf(after.id)
  const known = new Map(open.map((row) => [row.tokenId, row]))
  if (entity !== undefined && made.length > 0) {
    const door = unit.door(automation(unit, 'read'))
    const stored = await door.get(entity.key, after.recordId, { rows: 'all' })
    if (stored !== null) {
      const slas = made.map(({ sla }) => sla)
      const test = await slaTests(unit, { entity, id: after.recordId, values: stored.values, slas })
      for (const { token, sla } of made)
        await keepOne(unit, { ...given, entity, token, sla, row: known.get(token.id), test })
    }
  }
  const standing = new Set(made.map(({ token }) => token.id))
  for (const row of open) if (!standing.has(row.tokenId)) await endOne(unit, entity, { row, after })
}

type One = Given & {
  readonly entity: EntityModel
  readonly token: Token
  readonly sla: SlaDocument
  readonly row: FlowPromiseRow | undefined
  readonly test: Awaited<ReturnType<typeof slaTests>>
}

const jobKey = (tokenId: string): string => `promise:${tokenId}`

async function keepOne(unit: Unit, given: One): Promise<void> {
  const { after, entity, token, sla, row, test } = given
  const terms = slaTerms(unit.published, sla, test)
  const before = (row?.events ?? []) as unknown as readonly SlaEvent[]
  const pause = test(sla.pause) || after.suspended === true
  const { events, state } = slaLog(before, terms, { cancel: false, stop: false, pause, now: unit.now })
  const told = state.escalations > 0 ? 1 + state.escalations : state.level === 'green' ? 0 : 1
  await unit.tx.flows.promises.put({
    tokenId: token.id,
    instanceId: after.id,
    nodeId: token.nodeId,
    sla: slaName(entity, sla),
    events: events as unknown as readonly Json[],
    state: state.state,
    dueAt: state.dueAt,
    told: Math.max(told, row?.told ?? 0),
  })
  if (state.nextAt === null) await unit.tx.jobs.remove(jobKey(token.id))
  else {
    const payload = { instanceId: after.id }
    await unit.tx.jobs.add([{ kind: 'flow_changed', key: jobKey(token.id), runAt: state.nextAt, payload }])
  }
  if (told > (row?.told ?? 0) && state.state === 'running') await tell(unit, given, told)
}

const withdrawn: ReadonlySet<string> = new Set(['recalled', 'terminated', 'failed'])

/** The step is over: the promise is kept, or was not. Where the step goes on and only promises nothing any more, it is off. */
async function endOne(
  unit: Unit,
  entity: EntityModel | undefined,
  { row, after }: { readonly row: FlowPromiseRow; readonly after: FlowInstance },
): Promise<void> {
  const sla = entity?.document.slas?.find((one) => slaName(entity, one) === row.sla)
  const before = row.events as unknown as readonly SlaEvent[]
  // Terms that are gone promise nothing any more.
  const terms = sla === undefined ? undefined : slaTerms(unit.published, sla, () => false)
  const ended =
    terms === undefined
      ? undefined
      : slaLog(before, terms, { cancel: false, stop: true, pause: false, now: unit.now })
  const late = row.dueAt !== null && row.dueAt < unit.now
  const off = after.tokens.some((token) => token.id === row.tokenId && asks(after, token))
  await unit.tx.flows.promises.put({
    ...row,
    events: (ended?.events ?? before) as unknown as readonly Json[],
    state: off || withdrawn.has(after.status) ? 'canceled' : late ? 'missed' : 'met',
    dueAt: off ? null : row.dueAt,
  })
  await unit.tx.jobs.remove(jobKey(row.tokenId))
}

/** Whoever stands so many steps above somebody, as far as there is somebody. */
function above(unit: Unit, user: string, steps: number): string | undefined {
  let at: string | undefined = user
  for (let step = 0; step < steps && at !== undefined; step += 1) {
    const next: string | null | undefined = unit.people.directory.user(at)?.managerId
    if (next === null || next === undefined || next === user) return step === 0 ? undefined : at
    at = next
  }
  return at === user ? undefined : at
}

const words = {
  early: { zh: '快到时限', en: 'Due soon' },
  due: { zh: '已到时限', en: 'Due now' },
  late: { zh: '超过时限', en: 'Overdue' },
} as const

/** First those who have the task; when it is due also their manager, then step by step whoever is above. */
async function tell(unit: Unit, given: One, told: number): Promise<void> {
  const { definition, after, token, cause, title } = given
  const active = after.items.filter(
    (item) => item.tokenId === token.id && item.state === 'active' && item.kind !== 'read',
  )
  const people = active.map(({ assignee }) => assignee)
  const higher = told < 2 ? [] : people.flatMap((user) => above(unit, user, told - 1) ?? [])
  const to = [...new Set([...people, ...higher])]
  if (to.length === 0) return
  const node = definition.nodes.find(({ id }) => id === token.nodeId)
  const word = words[told < 2 ? 'early' : told === 2 ? 'due' : 'late']
  const what = (locale: Locale): string =>
    `${say(definition.label, locale)} · ${say(node?.name, locale) || token.nodeId}`
  const effect: Effect = {
    type: 'notify',
    to,
    title: { zh: `${word.zh}：${what('zh')}`, en: `${word.en}: ${what('en')}` },
    entity: after.entity,
    recordId: after.recordId,
  }
  const context = effectContext(unit, {
    actor: actingIn(unit, definition, after),
    key: `promise:${token.id}:${told}`,
    entity: after.entity,
    recordId: after.recordId,
    flow: { instanceId: after.id, key: after.flow, title: after.titles ?? title },
    cause,
  })
  await carryOut([effect], context)
}
