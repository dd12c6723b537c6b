import { parseDuration } from '@mortise/calendars'
import {
  commandImport,
  createImport,
  commandInstance,
  commandItem,
  exportCsv,
  importState,
  inbox,
  keepUp,
  mapImport,
  mayStart,
  noteBehaviour,
  openExport,
  personLeft,
  publishDrafts,
  receiveTable,
  removeRecord,
  rootCause,
  runManualRule,
  runtimeErrors,
  saveRecord,
  startFlow,
} from '@mortise/runtime'
import type { Json } from '@mortise/expressions'
import { documentKinds, type ScenarioStep } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { alike } from './alike.ts'
import { type Cast, fillInAll, named, recordAt } from './cast.ts'
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

const instanceCommands: readonly string[] = ['recall', 'terminate']

const decide: Act<'decide'> = async (cast, actor, { record, command, data = {} }) => {
  const role = await recordAt(cast, record)
  const filled = await fillInAll(cast, data)
  if (instanceCommands.includes(command)) return commandRun(cast, actor, { role, command })
  await cast.stage.workspace.unit(async (unit) => {
    const { rows } = await inbox(unit, actor, { box: 'todo', limit: 100 })
    const item = rows.find((row) => row.recordId === role.id)
    if (item === undefined) throw runtimeErrors.WORK_ITEM_NOT_FOUND()
    await commandItem(unit, actor, { ...filled, itemId: item.id, command, commandId: unit.newId() })
  })
}

async function commandRun(
  cast: Cast,
  actor: Actor,
  given: { readonly role: { readonly entity: string; readonly id: string }; readonly command: string },
): Promise<void> {
  await cast.stage.workspace.unit(async (unit) => {
    const [running] = await unit.tx.flows.runningOf(given.role.entity, given.role.id)
    if (running === undefined) throw new ScenarioFailure('no flow runs on this record')
    const command = given.command === 'recall' ? 'recall' : 'terminate'
    await commandInstance(unit, actor, { instanceId: running.id, command, commandId: unit.newId() })
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
  stage.pass(days * 86_400_000 + milliseconds)
  // Housekeeping looks in every few minutes; what it removes it removes by the day.
  if (days > 0) await keepUp(stage.workspace)
}

/** Carries out what a step does, as the acting person; then everything that is due is done. */
export async function act(cast: Cast, actor: Actor, step: ScenarioStep): Promise<void> {
  if (step.create !== undefined) await create(cast, actor, step.create)
  if (step.update !== undefined) await update(cast, actor, step.update)
  if (step.remove !== undefined) await remove(cast, actor, step.remove)
  if (step.restore !== undefined) await restore(cast, actor, step.restore)
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
