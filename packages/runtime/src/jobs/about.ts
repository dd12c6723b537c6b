import { type Localized, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { ruleName } from '@mortise/rules'
import type { FlowDocument, RuleDocument } from '@mortise/schema'
import type { Actor, JobRow } from '@mortise/store'
import type { FlowInstance } from '@mortise/flows'
import type { Unit } from '../context/unit.ts'
import { mayOpenRun } from '../flows/opened.ts'
import { inBoth } from '../rules/messages.ts'

type Named = { readonly key: string; readonly label: Localized }

/** What a job was about, as far as its reader may know it. */
export type JobAbout = {
  readonly flow: Named | null
  readonly rule: Named | null
  /** Id of the run that it belongs to. */
  readonly run: string | null
  readonly record: { readonly entity: string; readonly id: string; readonly title: string } | null
  /** The system outside that it calls, and what for. */
  readonly outside: Localized | null
  readonly person: string | null
}

type Place = { readonly entity: string; readonly id: string }
type Found = Omit<JobAbout, 'record'> & { readonly place: Place | undefined }
type Payload = { readonly [key: string]: Json | undefined }

const textAt = (payload: Payload, ...keys: readonly string[]): string | undefined =>
  keys.map((key) => payload[key]).find((one): one is string => typeof one === 'string' && one !== '')

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What jobs were about, in their order. Records are named only where the reader may see them, and as they read them. */
export async function aboutJobs(
  unit: Unit,
  actor: Actor,
  jobs: readonly Pick<JobRow, 'payload'>[],
): Promise<readonly JobAbout[]> {
  const found: Found[] = []
  for (const { payload } of jobs) found.push(await findIn(unit, actor, asObject(payload)))
  const places = found.flatMap(({ place }) => (place === undefined ? [] : [place]))
  const titles = await titlesOf(unit, actor, places)
  return found.map(({ place, ...rest }) => {
    const title = place === undefined ? undefined : titles.get(`${place.entity} ${place.id}`)
    return { ...rest, record: place === undefined || title === undefined ? null : { ...place, title } }
  })
}

const asObject = (payload: Json): Payload =>
  typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? (payload as Payload) : {}

async function findIn(unit: Unit, actor: Actor, payload: Payload): Promise<Found> {
  const { via = '' } = payload
  const [way, by] = String(via).split(':')
  const instanceId = textAt(payload, 'instanceId')
  const instance = instanceId === undefined ? null : await unit.tx.flows.instance(instanceId)
  const ruleRun = await ruleRunOf(unit, payload)
  const flow = flowOf(unit, instance?.flow ?? textAt(payload, 'flow') ?? (way === 'flow' ? by : undefined))
  const rule = ruleOf(unit, ruleRun?.rule ?? textAt(payload, 'rule') ?? (way === 'rule' ? by : undefined))
  const open =
    instance !== null &&
    (await mayOpenRun(unit, actor, { instance: instance.state as unknown as FlowInstance, definition: flow }))
  const user = textAt(payload, 'userId', 'user')
  return {
    flow: flow === undefined ? null : { key: flow.key, label: inBoth(flow.label) },
    rule: rule === undefined ? null : { key: rule.key, label: inBoth(rule.label) },
    run: open ? instance.id : null,
    outside: outsideOf(unit, payload),
    person: user === undefined ? null : (unit.people.nameOf('user', user) ?? null),
    place: placeIn(unit, instance ?? ruleRun ?? placeSaid(payload, flow, rule)),
  }
}

/** A rule that is tried again is named by its run. */
async function ruleRunOf(unit: Unit, payload: Payload) {
  const id = textAt(payload, 'run')
  return id === undefined ? null : unit.tx.rules.runs.get(id)
}

type Said = { readonly entity: string; readonly recordId: string }

/** The record that the job names itself; where it names no kind of records, those of its flow or rule are meant. */
function placeSaid(
  payload: Payload,
  flow: FlowDocument | undefined,
  rule: RuleDocument | undefined,
): Said | undefined {
  const entity = textAt(payload, 'entity') ?? flow?.entity ?? rule?.entity
  const recordId = textAt(payload, 'recordId', 'id')
  return entity === undefined || recordId === undefined ? undefined : { entity, recordId }
}

/** By the key of today: jobs may name an entity by the name that stays. */
function placeIn(unit: Unit, said: Said | undefined): Place | undefined {
  if (said === undefined || !uuid.test(said.recordId)) return undefined
  const { model } = unit.published
  const entity =
    model.entity(said.entity) ?? model.entities.find(({ document }) => document.id === said.entity)
  return entity === undefined ? undefined : { entity: entity.key, id: said.recordId }
}

function flowOf(unit: Unit, name: string | undefined): FlowDocument | undefined {
  if (name === undefined) return undefined
  const { model } = unit.published
  // Those that the clock starts are named as its times are.
  if (name.startsWith('flow:')) return flowOf(unit, name.slice('flow:'.length))
  return model.document('flow', name) ?? model.documents('flow').find(({ id }) => id === name)
}

function ruleOf(unit: Unit, name: string | undefined): RuleDocument | undefined {
  if (name === undefined) return undefined
  const { model } = unit.published
  return model.document('rule', name) ?? model.documents('rule').find((one) => ruleName(one) === name)
}

function outsideOf(unit: Unit, payload: Payload): Localized | null {
  const type = textAt(payload, 'connector')
  const connector = type === undefined ? undefined : unit.options.kit.connectors.find(type)
  if (connector === undefined) return null
  const action = connector.actions.find(({ key }) => key === payload['action'])
  const join = (locale: 'zh' | 'en'): string =>
    [say(connector.label, locale), say(action?.label, locale)].filter((one) => one !== '').join(' · ')
  return { zh: join('zh'), en: join('en') }
}

/** Titles of records by `entity id`; those that the reader may not see, or whose title is hidden, are not there. */
async function titlesOf(
  unit: Unit,
  actor: Actor,
  places: readonly Place[],
): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>()
  const access = unit.published.access(actor)
  for (const [key, list] of Map.groupBy(places, ({ entity }) => entity)) {
    const entity = unit.published.model.entity(key)
    const title = entity?.document.title
    const rights = access.entity(key)
    if (title === undefined || rights === undefined || rights.field(title) === 'hidden') continue
    const ids = [...new Set(list.map(({ id }) => id))]
    const page = await unit.door(actor).query({
      entity: key,
      fields: [title],
      filter: { in: [{ var: 'id' }, ids] },
      limit: ids.length,
    })
    for (const { id, values } of page.records) titles.set(`${key} ${id}`, String(values[title] ?? ''))
  }
  return titles
}
