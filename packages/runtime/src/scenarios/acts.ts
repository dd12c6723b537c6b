import { parseDuration } from '@mortise/calendars'
import { commandImport, importState } from '../imports/commands.ts'
import { createImport, receiveTable } from '../imports/upload.ts'
import { commandItem } from '../flows/item-commands.ts'
import { commandInstance } from '../flows/run-commands.ts'
import { exportCsv, openExport } from '../exports/export.ts'
import { inbox } from '../flows/inbox.ts'
import { keepUp } from '../jobs/upkeep.ts'
import { mapImport } from '../imports/map.ts'
import { sendMessage } from '../flows/messages.ts'
import { mayStart } from '../model/rights.ts'
import { noteBehaviour } from '../rules/behaviour.ts'
import { personLeft } from '../rules/leaver.ts'
import { publishDrafts } from '../design/publish.ts'
import { removeRecord, saveRecord } from '../records/save.ts'
import { rootCause } from '../records/cause.ts'
import { runManualRule } from '../rules/manual.ts'
import { errors as runtimeErrors } from '../errors.ts'
import { startFlow } from '../flows/start.ts'
import type { Json } from '@mortise/expressions'
import type { FlowInstance } from '@mortise/flows'
import { documentKinds, type ScenarioStep } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { alike } from './alike.ts'
import { type Cast, fillInAll, named, recordAt, type Role } from './cast.ts'
import { ScenarioFailure } from './scenario-failure.ts'

type Part<K extends keyof ScenarioStep> = NonNullable<ScenarioStep[K]>
type Act<K extends keyof ScenarioStep> = (cast: Cast, actor: Actor, part: Part<K>) => Promise<void>

const create: Act<'create'> = async (cast, actor, { entity, values, save }) => {
  const filled = await fillInAll(cast, values)
  const { record } = await cast.stage.workspace.unit((unit) =>
    saveRecord(unit, actor, {
      request: { op: 'create', entity, values: filled },
      cause: rootCause(unit.newId()),
    }),
  )
  if (save !== undefined) cast.records.set(save, { entity, id: record.id })
}

const update: Act<'update'> = async (cast, actor, { record, values }) => {
  const [{ entity, id }, filled] = [await recordAt(cast, record), await fillInAll(cast, values)]
  await cast.stage.workspace.unit((unit) =>
    saveRecord(unit, actor, {
      request: { op: 'update', entity, id, values: filled },
      cause: rootCause(unit.newId()),
    }),
  )
}

const remove: Act<'remove'> = async (cast, actor, { record }) => {
  const role = await recordAt(cast, record)
  await cast.stage.workspace.unit((unit) =>
    removeRecord(unit, actor, { op: 'delete', ...role, cause: rootCause(unit.newId()) }),
  )
}

const restore: Act<'restore'> = async (cast, actor, { record }) => {
  const role = named(cast, record)
  await cast.stage.workspace.unit((unit) =>
    removeRecord(unit, actor, { op: 'restore', ...role, cause: rootCause(unit.newId()) }),
  )
}

const behaviour: Act<'behaviour'> = async (cast, actor, { record, kind }) => {
  const role = await recordAt(cast, record)
  await cast.stage.workspace.unit((unit) => noteBehaviour(unit, actor, { ...role, kind, key: null }))
}

const message: Act<'message'> = async (cast, actor, { name, record }) => {
  const { id: correlation } = await recordAt(cast, record)
  await cast.stage.workspace.unit((unit) =>
    sendMessage(unit, actor, { kind: 'message', name, correlation, data: null, messageId: unit.newId() }),
  )
}

const person: Act<'person'> = async ({ stage }, _actor, { user, active }) => {
  const { userId } = await stage.actor(user)
  await stage.workspace.unit(async (unit) => {
    await unit.tx.people.updateUser(userId ?? '', { active })
    if (!active) await personLeft(unit, userId ?? '')
    unit.announce({ topic: 'people' })
    unit.tx.afterCommit(() => stage.workspace.expire())
  })
}

const exportTable: Act<'export'> = async ({ stage }, actor, { entity, fields, contains = [] }) => {
  let text = ''
  for await (const piece of exportCsv(await openExport(stage.workspace, actor, { entity, fields })))
    text += piece
  const missing = contains.find((one) => !text.includes(one))
  if (missing !== undefined)
    throw new ScenarioFailure(`expected “${missing}” in the export, but it is ${text}`)
}

const start: Act<'startFlow'> = async (cast, actor, { flow, record, save }) => {
  const { entity, id: recordId } = await recordAt(cast, record)
  const instance = await cast.stage.workspace.unit((unit) => {
    if (!mayStart(unit.published, actor, flow)) throw runtimeErrors.FORBIDDEN({ what: flow })
    const commandId = unit.newId()
    return startFlow(unit, { flow, entity, recordId, actor, commandId })
  })
  if (save !== undefined) cast.records.set(save, { entity: flow, id: instance })
}

const instanceCommands = ['recall', 'terminate', 'retry', 'skip'] as const

type InstanceCommand = (typeof instanceCommands)[number]

const decide: Act<'decide'> = async (cast, actor, { record, command, data = {} }) => {
  const role = await recordAt(cast, record)
  const filled = await fillInAll(cast, data)
  const ofRun = instanceCommands.find((one) => one === command)
  if (ofRun !== undefined) return commandRun(cast, actor, { role, command: ofRun })
  await cast.stage.workspace.unit(async (unit) => {
    const { rows } = await inbox(unit, actor, { box: 'todo', limit: 100 })
    const item = rows.find((row) => row.recordId === role.id && row.decidedAt === null)
    if (item === undefined) throw runtimeErrors.WORK_ITEM_NOT_FOUND()
    await commandItem(unit, actor, { ...filled, itemId: item.id, command, commandId: unit.newId() })
  })
}

/** Of the run on a record; where a step has failed, of the run that stands there. */
async function commandRun(
  cast: Cast,
  actor: Actor,
  { role, command }: { readonly role: Role; readonly command: InstanceCommand },
): Promise<void> {
  await cast.stage.workspace.unit(async (unit) => {
    const running = await unit.tx.flows.runningOf(role.entity, role.id)
    const mends = command === 'retry' || command === 'skip'
    const faults = running.flatMap(({ id, state }) =>
      (state as unknown as FlowInstance).incidents
        .filter(({ open }) => open)
        .map((incident) => ({ instanceId: id, incidentId: incident.id })),
    )
    const [at] = mends ? faults : running.map(({ id }) => ({ instanceId: id }))
    if (at === undefined)
      throw new ScenarioFailure(
        mends
          ? { zh: '这条记录的流程没有出错的步骤', en: 'no step of a flow on this record has failed' }
          : { zh: '这条记录没有进行中的流程', en: 'no flow runs on this record' },
      )
    await commandInstance(unit, actor, { ...at, command, commandId: unit.newId() })
  })
}

const runRule: Act<'runRule'> = async (cast, actor, { rule, record }) => {
  const role = await recordAt(cast, record)
  await cast.stage.workspace.unit((unit) => runManualRule(unit, actor, { rule, ...role }))
}

const publish: Act<'publish'> = async (cast, actor, { kind, key, change }) => {
  const { workspace } = cast.stage
  const { design } = workspace.store
  const row = (await design.published()).find((one) => one.kind === kind && one.key === key)
  const known = documentKinds.find((one) => one === kind)
  if (row === undefined || known === undefined) throw new ScenarioFailure(`there is no ${kind} “${key}”`)
  const json = { ...(row.json as { readonly [property: string]: Json }), ...change }
  await design.putDraft({ kind: known, key, app: row.app, json, author: actor.userId })
  await publishDrafts(workspace, actor, null)
}

const importFile: Act<'import'> = async ({ stage }, actor, { entity, csv, mapping, counts, ...options }) => {
  const { workspace } = stage
  const pieces = async function* (): AsyncIterable<Uint8Array> {
    yield new TextEncoder().encode(csv)
    await Promise.resolve()
  }
  const file = { entity, name: 'scenario.csv', type: 'text/csv', pieces: pieces() }
  const received = await receiveTable(workspace, actor, file)
  const { id, suggested } = await workspace.unit((unit) => createImport(unit, actor, received))
  await mapImport(workspace, actor, { id, ask: { columns: mapping ?? suggested, ...options } })
  await workspace.unit((unit) => commandImport(unit, actor, { id, command: 'start' }))
  await stage.settle()
  const found = await importState(workspace, actor, id)
  if (found.state !== 'done' || !alike(found.counts, counts ?? { error: 0 }))
    throw new ScenarioFailure(`the import came to ${found.state} ${JSON.stringify(found.counts)}`)
}

const advanceTime: Act<'advanceTime'> = async ({ stage }, _actor, duration) => {
  const { days, milliseconds } = parseDuration(duration, 7)
  await stage.pass(days * 86_400_000 + milliseconds)
  // Housekeeping looks in every few minutes; what it removes it removes by the day.
  if (days > 0 && stage.lasting) await keepUp(stage.workspace)
}

/** Carries out what a step does, as the acting person; then everything that is due is done. */
export async function act(cast: Cast, actor: Actor, step: ScenarioStep): Promise<void> {
  if (step.create !== undefined) await create(cast, actor, step.create)
  if (step.update !== undefined) await update(cast, actor, step.update)
  if (step.remove !== undefined) await remove(cast, actor, step.remove)
  if (step.restore !== undefined) await restore(cast, actor, step.restore)
  if (step.message !== undefined) await message(cast, actor, step.message)
  if (step.behaviour !== undefined) await behaviour(cast, actor, step.behaviour)
  if (step.person !== undefined) await person(cast, actor, step.person)
  if (step.export !== undefined) await exportTable(cast, actor, step.export)
  if (step.startFlow !== undefined) await start(cast, actor, step.startFlow)
  if (step.decide !== undefined) await decide(cast, actor, step.decide)
  if (step.runRule !== undefined) await runRule(cast, actor, step.runRule)
  if (step.import !== undefined) await importFile(cast, actor, step.import)
  if (step.publish !== undefined) await publish(cast, actor, step.publish)
  if (step.advanceTime !== undefined) await advanceTime(cast, actor, step.advanceTime)
  await cast.stage.settle()
}
