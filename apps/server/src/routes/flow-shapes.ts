import { type Locale, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FlowInstance } from '@mortise/flows'
import type { Trail, Unit } from '@mortise/runtime'

type Event = { readonly [key: string]: Json }

/** A run in short. */
export type FlowSummary = Pick<
  Trail,
  'id' | 'flow' | 'status' | 'entity' | 'recordId' | 'startedAt' | 'endedAt' | 'number' | 'asOf'
> & {
  readonly incidents: readonly (Trail['incidents'][number] & {
    readonly nodeName: string
    readonly why: string
  })[]
  readonly flowName: string
  readonly title: string
  readonly state: string
  readonly starter: string
  readonly starterId: string
  readonly items: readonly (Trail['items'][number] & { readonly nodeName: string })[]
}

/** Something that happened in a run. */
export type FlowEvent = {
  readonly at: string
  readonly type: string
  readonly nodeName: string | null
  readonly actorName: string | null
  readonly comment: string | null
  readonly [key: string]: Json
}

function nodeName(unit: Unit, flow: string, { nodeId, locale }: { nodeId: string; locale: Locale }): string {
  const node = unit.published.model.document('flow', flow)?.nodes.find((one) => one.id === nodeId)
  return say(node?.name ?? nodeId, locale)
}

/** A run as records and inboxes show it to a reader. */
export function summaryOf(
  unit: Unit,
  trail: Trail,
  { title, locale }: { readonly title: string; readonly locale: Locale },
): FlowSummary {
  return {
    id: trail.id,
    flow: trail.flow,
    flowName: say(unit.published.model.document('flow', trail.flow)?.label ?? trail.flow, locale),
    title,
    state: trail.status,
    status: trail.status,
    entity: trail.entity,
    recordId: trail.recordId,
    starter: trail.starter.name,
    starterId: trail.starter.id,
    startedAt: trail.startedAt,
    endedAt: trail.endedAt,
    incidents: trail.incidents.map((one) => ({
      ...one,
      nodeName: nodeName(unit, trail.flow, { nodeId: one.nodeId, locale }),
      why: one[locale] || one.zh,
    })),
    number: trail.number,
    asOf: trail.asOf,
    items: trail.items.map((item) => ({
      ...item,
      nodeName: nodeName(unit, trail.flow, { nodeId: item.nodeId, locale }),
    })),
  }
}

/** One event of a run, with names beside ids. */
export function eventOf(
  unit: Unit,
  row: Json,
  { instance, locale }: { readonly instance: Pick<FlowInstance, 'flow' | 'items'>; readonly locale: Locale },
): FlowEvent {
  const event = row as Event
  const nodeId = event['nodeId']
  const item = instance.items.find((one) => one.id === event['itemId'])
  const actor = String(event['actor'] ?? '')
  const data = (event['data'] ?? {}) as Event
  return {
    ...event,
    at: String(event['at']),
    type: String(event['type']),
    nodeName: typeof nodeId === 'string' ? nodeName(unit, instance.flow, { nodeId, locale }) : null,
    actorName: unit.people.directory.user(actor)?.name ?? null,
    comment: typeof data['comment'] === 'string' ? data['comment'] : (item?.comment ?? null),
  }
}
