import { createInstance, type FlowInstance } from '@mortise/flows'
import { type Locale, type Localized, say } from '@mortise/errors'
import { language } from '@mortise/expressions'
import type { FlowDocument, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { keptOrigin, originOf } from '../context/behalf.ts'
import { fillText } from '../context/fill.ts'
import { pathsRead } from '../context/needs.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { readInput } from '../records/input.ts'
import { automation } from '../context/automation.ts'
import { showValue } from '../records/show.ts'
import { inputOf } from '../rules/action-context.ts'
import type { Cause } from '../types.ts'
import { numberFor } from './approvals/numbering.ts'
import type { StartChoices } from './approvals/start-choices.ts'
import { definitionHash, keepDefinition } from './definition.ts'
import { lockForStart } from './start-record.ts'
import { step } from './step.ts'
import { titleTemplate } from './title.ts'

/** Starts a flow on a record. Rights are the caller's business. The same `commandId` starts it once. */
export async function startFlow(
  unit: Unit,
  given: {
    readonly flow: string
    readonly entity: string
    readonly recordId: string
    /** Whose act it follows from. Where that is no person the record's owner counts as the starter. */
    readonly actor: Actor
    readonly commandId: string
    readonly cause?: Cause
    /** Nobody waits for it: a step that can't be done stops the run there, and its administrators are told. */
    readonly alone?: true
    /** Values of variables it begins with. */
    readonly given?: FlowInstance['variables']
    /** Whom the starter picked for steps, for which department it is, and as of which day it counts. */
    readonly choices?: StartChoices
    /** For a run that another one started: which, what it brings along, and who counts as its starter. */
    readonly child?: {
      readonly parent: NonNullable<FlowInstance['parent']>
      readonly starter: string
      readonly variables: FlowInstance['variables']
    }
  },
): Promise<string> {
  const { recordId, commandId, child } = given
  const definition = unit.published.model.document('flow', given.flow)
  if (definition === undefined || definition.enabled === false || definition.entity !== given.entity)
    throw errors.FLOW_NOT_FOUND({ name: given.flow })
  // Asked together, in this order: what runs there is looked at behind the lock.
  const look = (): ReturnType<Unit['tx']['flows']['atStart']> =>
    unit.tx.flows.atStart({
      entity: given.entity,
      recordId,
      flow: given.flow,
      version: definitionHash(definition),
    })
  const [isFirst, record, found] = await Promise.all([
    unit.tx.side.once(`flow-start:${commandId}`),
    lockForStart(unit, definition, { recordId, actor: given.actor }),
    look(),
  ])
  if (!isFirst) return alreadyStarted(unit, given)
  if (record === null) throw errors.RECORD_NOT_FOUND()
  const there = record.late === true ? await look() : found
  if (child === undefined) {
    refuseSecond(definition, there.running)
    await refuseUnready(unit, definition, { id: recordId, values: record.values })
  }
  const owner = record.values['owner']
  const from = originOf(given.actor)
  const starter = child?.starter ?? from.userId ?? (typeof owner === 'string' ? owner : 'system')
  // Asked of the database each time: what a process remembers may have been undone.
  const definitionVersion = there.known ? definitionHash(definition) : await keepDefinition(unit, definition)
  const { titles, summary } = await textsOf(unit, definition, { id: recordId, values: record.values })
  const number = await numberFor(unit, definition)
  const { picks, department, asOf } = given.choices ?? {}
  const title = titles.zh
  const created = createInstance(definition, {
    id: unit.newId(),
    definitionVersion,
    recordId,
    starter,
    origin: keptOrigin(from),
    now: unit.now,
    ...(child === undefined ? {} : { parent: child.parent }),
    variables: { ...given.given, ...child?.variables },
    ...(picks === undefined ? {} : { picks }),
    ...(department === undefined ? {} : { department }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(number === undefined ? {} : { number }),
  })
  const instance = { ...created, titles, ...(summary === undefined ? {} : { summary }) }
  await tellStart(unit, from, { definition, instance })
  await step(unit, {
    definition,
    instance,
    title,
    command: { type: 'start', commandId, actor: starter },
    begins: {
      values: record.values,
      ...(record.locked === undefined ? {} : { held: { locked: record.locked, waiting: there.waiting } }),
    },
    ...(given.cause === undefined ? {} : { cause: given.cause }),
    ...(given.alone === undefined ? {} : { alone: given.alone }),
  })
  return instance.id
}

/** The audit log says whose rights the run has, once for all that it does. */
async function tellStart(
  unit: Unit,
  from: Actor,
  run: { readonly definition: FlowDocument; readonly instance: FlowInstance },
): Promise<void> {
  const { definition, instance } = run
  await unit.tx.side.audit({
    action: 'flow_started',
    actor: from.userId,
    actorName: from.name,
    via: `flow:${definition.key}`,
    ip: from.ip ?? null,
    entity: instance.entity,
    recordId: instance.recordId,
    data: {
      flow: definition.key,
      instance: instance.id,
      runAs: { ...(definition.runAs ?? { type: 'starter' }) },
      ...(instance.asOf === undefined ? {} : { asOf: instance.asOf, enteredAt: instance.startedAt }),
    },
  })
}

async function alreadyStarted(
  unit: Unit,
  given: { readonly flow: string; readonly entity: string; readonly recordId: string },
): Promise<string> {
  const [latest] = (await unit.tx.flows.instancesOf(given.entity, given.recordId)).filter(
    (row) => row.flow === given.flow,
  )
  if (latest === undefined) throw errors.FLOW_NOT_FOUND({ name: given.flow })
  return latest.id
}

function refuseSecond(definition: FlowDocument, running: readonly string[]): void {
  if (definition.start.single !== false && running.includes(definition.key))
    throw errors.FLOW_RUNNING({ name: say(definition.label, 'zh') })
}

/** A flow that people start may say which records are ready for it. Flows that changes start have been asked already. */
async function refuseUnready(
  unit: Unit,
  definition: FlowDocument,
  stored: { readonly id: string; readonly values: RecordValues },
): Promise<void> {
  const { type, condition } = definition.start
  const entity = unit.published.model.entity(definition.entity)
  if (type !== 'manual' || condition === undefined || entity === undefined) return
  const paths = pathsRead(condition, entity.scope)
  const { record } = await readInput(unit, { entity, ...stored, isNew: false, paths })
  if (!language.test(condition, inputOf(unit, automation(unit, 'read'), record), entity.scope))
    throw errors.FLOW_NOT_READY({ name: say(definition.label, 'zh') })
}

/** What the run is called and what stands below it, in both languages. */
async function textsOf(
  unit: Unit,
  definition: FlowDocument,
  stored: { readonly id: string; readonly values: RecordValues },
): Promise<{ readonly titles: Localized; readonly summary?: Localized }> {
  const entity = unit.published.model.entity(definition.entity)
  if (entity === undefined)
    return { titles: { zh: say(definition.label, 'zh'), en: say(definition.label, 'en') } }
  const [zh, en] = [titleTemplate(definition, entity, 'zh'), titleTemplate(definition, entity, 'en')]
  const { record, refs } = await readInput(unit, {
    entity,
    ...stored,
    isNew: false,
    paths: [zh, en, say(definition.summary, 'zh'), say(definition.summary, 'en')].flatMap((text) => [
      ...pathsRead(text, entity.scope),
    ]),
  })
  const input = inputOf(unit, automation(unit, 'read'), record)
  const fill = (template: string, locale: Locale): string =>
    fillText(template, { entity, input, show: showValue({ unit, entity, refs, locale }) })
  const titles = { zh: fill(zh, 'zh'), en: fill(en, 'en') }
  if (definition.summary === undefined) return { titles }
  const { summary } = definition
  return { titles, summary: { zh: fill(say(summary, 'zh'), 'zh'), en: fill(say(summary, 'en'), 'en') } }
}
