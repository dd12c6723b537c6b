import { compileRecurrence } from '@mortise/calendars'
import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { fingerprint, stableText } from '@mortise/rules'
import type { FlowDocument } from '@mortise/schema'
import type { NewJob, RuleTimerRow } from '@mortise/store'
import { automation } from '../context/automation.ts'
import type { Published } from '../context/published.ts'
import type { Unit } from '../context/unit.ts'
import { startFlow } from './start.ts'

const pageSize = 500

/** The name of a flow among what waits for the clock; it stays when its key changes. */
export function flowClockName(flow: FlowDocument): string {
  return `flow:${flow.id ?? flow.key}`
}

/** Flows that the clock starts. */
export function scheduledFlows(published: Published): readonly FlowDocument[] {
  return published.model
    .documents('flow')
    .filter(({ enabled, start }) => enabled !== false && start.type === 'schedule' && start.schedule)
}

/** Tells one form of a flow's times from another. */
export function flowSign(published: Published, flow: FlowDocument): string {
  const { schedule } = flow.start
  const calendar = published.model.document('calendar', schedule?.calendar ?? '')
  const parts = { schedule, calendar, zone: published.timeZone, entity: flow.entity }
  return fingerprint(stableText(JSON.parse(JSON.stringify(parts)) as Json))
}

/** The next time a flow starts by the clock; undefined when there is none. */
export function flowTimer(published: Published, flow: FlowDocument, after: string): RuleTimerRow | undefined {
  const { schedule } = flow.start
  if (schedule === undefined) return undefined
  const { timeZone } = published
  const calendar = schedule.calendar === undefined ? undefined : published.calendar(schedule.calendar)
  const next = compileRecurrence(schedule, { timeZone, calendar }).next(after)
  if (next === null) return undefined
  const sign = flowSign(published, flow)
  return {
    rule: flowClockName(flow),
    recordId: null,
    entity: flow.entity,
    sign,
    dueKey: next,
    dueAt: next,
  }
}

type Due = {
  readonly flow: string
  readonly sign: string
  readonly dueKey: string
  readonly cursor?: string
}

/** The job for a time that has come. */
export function flowDueJob({ rule: flow, sign, dueKey }: RuleTimerRow, runAt: string): NewJob {
  return { kind: 'flow_due', payload: { flow, sign, dueKey }, runAt, key: `flow_due:${flow}:${dueKey}` }
}

/** A page of the records on which a flow starts by the clock, each as a job of its own; then the next page. */
export async function flowDue(unit: Unit, payload: Json): Promise<void> {
  const given = payload as unknown as Due
  const { published } = unit
  const flow = scheduledFlows(published).find((one) => flowClockName(one) === given.flow)
  // Switched off, or waiting for another time by now.
  if (flow === undefined || flowSign(published, flow) !== given.sign) return
  const { condition } = flow.start
  const page = await unit.door(automation(unit, `flow:${flow.key}`)).query({
    entity: flow.entity,
    fields: ['id'],
    ...(condition === undefined ? {} : { filter: condition }),
    sort: [{ field: 'id', dir: 'asc' }],
    limit: pageSize,
    ...(given.cursor === undefined ? {} : { cursor: given.cursor }),
  })
  const { sign, dueKey } = given
  const jobs = page.records.map(
    ({ id }): NewJob => ({
      kind: 'flow_start',
      payload: { flow: given.flow, id, dueKey },
      runAt: unit.now,
      key: `flow_start:${given.flow}:${dueKey}:${id}`,
    }),
  )
  await unit.tx.jobs.add(jobs)
  if (!page.nextCursor) return
  const cursor = page.nextCursor
  const key = `flow_due:${given.flow}:${dueKey}:${cursor}`
  await unit.tx.jobs.add([
    { kind: 'flow_due', payload: { flow: given.flow, sign, dueKey, cursor }, runAt: unit.now, key },
  ])
}

const passedOver: readonly string[] = ['FLOW_RUNNING', 'RECORD_NOT_FOUND', 'FLOW_NOT_FOUND']

/** Starts a flow on one record because its time has come. One that is under way there already is left alone. */
export async function flowStartDue(unit: Unit, payload: Json): Promise<void> {
  const { flow: name, id, dueKey } = payload as { readonly [key: string]: string }
  const flow = scheduledFlows(unit.published).find((one) => flowClockName(one) === name)
  if (flow === undefined || id === undefined) return
  const given = {
    flow: flow.key,
    entity: flow.entity,
    recordId: id,
    actor: automation(unit, `flow:${flow.key}`),
    commandId: `schedule:${name}:${dueKey}:${id}`,
    alone: true,
  } as const
  try {
    await unit.tx.savepoint(() => startFlow(unit, given))
  } catch (error) {
    if (!isMortiseError(error) || !passedOver.includes(error.code)) throw error
  }
}
