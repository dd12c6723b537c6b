import {
  commandInstance,
  entityFor,
  eventsOfRun,
  keptRun,
  keptRuns,
  mayMove,
  mayOpenRun,
  mayStart,
  migrateRun,
  migrateRuns,
  openRecord,
  openSheet,
  openVersions,
  previewStart,
  type RunRequest,
  runtimeErrors,
  sendMessage,
  startByCall,
  type StartChoices,
  titleOfRun,
  trail,
  type Unit,
} from '@mortise/runtime'
import type { Json } from '@mortise/expressions'
import { say } from '@mortise/errors'
import type { FlowInstance, MigrationPlan } from '@mortise/flows'
import type { RecordValues } from '@mortise/schema'
import type { Actor, FlowInstanceRow } from '@mortise/store'
import { actorOf, command } from '../command.ts'
import { localeOf } from '../plugins/failures.ts'
import { neededText, picksAsked, present, readObject, textOf } from './asked.ts'
import { eventOf, summaryOf } from './flow-shapes.ts'
import type { Routes } from './index.ts'

const config = { policy: 'user' } as const
const shows = ['stopped', 'open', 'ended', 'all'] as const
const runsAtOnce = 50

async function detailOf(unit: Unit, actor: Actor, row: FlowInstanceRow) {
  const { locale } = actor
  const instance = row.state as unknown as FlowInstance
  const events = await eventsOfRun(unit, actor, instance)
  const title = titleOfRun(unit, actor, { ...instance, title: row.title })
  return {
    ...summaryOf(unit, trail(unit, instance), { title, locale }),
    events: events.map((one) => eventOf(unit, one, { instance, locale })),
  }
}

/** A run is for its starter, whoever had a task in it, and whoever may read the record. */
async function mayRead(unit: Unit, actor: Actor, row: FlowInstanceRow): Promise<boolean> {
  const instance = row.state as unknown as FlowInstance
  const definition = unit.published.model.document('flow', row.flow)
  if (await mayOpenRun(unit, actor, { instance, definition })) return true
  if (unit.published.access(actor).entity(row.entity) === undefined) return false
  return (await unit.door(actor).get(row.entity, row.recordId, { fields: ['id'] })) !== null
}

type Asked = ReturnType<typeof readObject>

const texts = ['comment', 'target', 'tokenId', 'incidentId', 'itemId', 'to'] as const

function runRequestIn(body: Asked): Partial<RunRequest> {
  const given = texts.flatMap((key) => {
    const text = textOf(body, key)
    return text === undefined ? [] : [[key, text] as const]
  })
  const mode = oneOf(textOf(body, 'mode'), ['this', 'all'])
  return { ...Object.fromEntries(given), ...(mode === undefined ? {} : { mode }) }
}

/** What whoever hands in chooses besides. */
function choicesIn(body: Asked): StartChoices {
  const department = textOf(body, 'department')
  const asOf = textOf(body, 'asOf')
  return {
    ...picksAsked(body['picks']),
    ...(department === undefined ? {} : { department }),
    ...(asOf === undefined ? {} : { asOf }),
  }
}

function oneOf<T extends string>(text: string | undefined, known: readonly T[]): T | undefined {
  return known.find((one) => one === text)
}

function partIn(body: Asked, key: string): { readonly [name: string]: Json } | undefined {
  return body[key] === undefined ? undefined : (readObject(body[key]) as { readonly [name: string]: Json })
}

function migrationIn(body: Asked): {
  readonly dryRun: boolean
  readonly plan: Partial<MigrationPlan>
} {
  const timers = oneOf(textOf(body, 'timers'), ['keep', 'restart', 'shorten'])
  const nodes = Object.entries(readObject(body['nodes'] ?? {})).flatMap(([from, to]) =>
    typeof to === 'string' ? [[from, to] as const] : [],
  )
  return {
    dryRun: body['dryRun'] === true,
    plan: { nodes: Object.fromEntries(nodes), ...(timers === undefined ? {} : { timers }) },
  }
}

/** Starting flows and looking at their runs. */
export const flows: Routes = (app, context) => {
  const { workspace } = context
  app.post('/api/flows/messages', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const keep = textOf(body, 'keep')
      const done = await sendMessage(unit, actor, {
        kind: oneOf(textOf(body, 'kind'), ['message', 'signal']) ?? 'message',
        name: neededText(body, 'name'),
        correlation: textOf(body, 'correlation') ?? '',
        data: (body['data'] ?? null) as Json,
        messageId: textOf(body, 'messageId') ?? request.id,
        ...(keep === undefined ? {} : { keep }),
      })
      return { status: 202, body: { data: done } }
    }),
  )
  app.post<{ Params: { flow: string } }>('/api/flows/:flow/start', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const { flow } = request.params
      const [values, variables] = [partIn(body, 'values'), partIn(body, 'variables')]
      const id = await startByCall(unit, actor, {
        flow,
        entity: neededText(body, 'entity'),
        id: values === undefined ? neededText(body, 'id') : textOf(body, 'id'),
        values,
        variables,
        choices: choicesIn(body),
        commandId: textOf(body, 'commandId') ?? request.id,
      })
      const row = await unit.tx.flows.instance(id)
      if (row === null) throw runtimeErrors.FLOW_NOT_FOUND({ name: flow })
      return { status: 201, body: { data: await detailOf(unit, actor, row) } }
    }),
  )
  app.post<{ Params: { flow: string } }>('/api/flows/:flow/preview', { config }, async (request) => {
    const actor = actorOf(request)
    const body = readObject(request.body)
    const { flow } = request.params
    const { values } = body
    const data = await workspace.unit(async (unit) => {
      const definition = unit.published.model.document('flow', flow)
      if (definition === undefined || !mayStart(unit.published, actor, flow))
        throw runtimeErrors.FLOW_NOT_FOUND({ name: flow })
      const entity = entityFor(unit, actor, definition.entity)
      const id = textOf(body, 'id')
      const seen = id === undefined ? null : await unit.door(actor).get(entity.key, id, { fields: ['id'] })
      if (id !== undefined && seen === null) throw runtimeErrors.RECORD_NOT_FOUND()
      return previewStart(unit, actor, {
        definition,
        recordId: id ?? unit.newId(),
        ...(id === undefined ? { values: readObject(values ?? {}) as RecordValues } : {}),
        choices: choicesIn(body),
      })
    })
    return { data }
  })
  app.get<{ Params: { flow: string } }>(
    '/api/flows/:flow/versions',
    { config: { policy: 'design' } },
    async (request) => {
      const { flow } = request.params
      const actor = actorOf(request)
      // Whoever designs sees how many there are; only who administers the flow, or the workspace, moves them.
      return workspace.unit(async (unit) => ({
        data: await openVersions(unit, flow),
        may: mayMove(unit, actor, unit.published.model.document('flow', flow)),
      }))
    },
  )
  app.post<{ Params: { flow: string } }>('/api/flows/:flow/migrate', { config }, async (request) => {
    const body = readObject(request.body ?? {})
    const { flow } = request.params
    const { stuck, ...done } = await workspace.unit((unit) =>
      migrateRuns(unit, actorOf(request), {
        flow,
        commandId: textOf(body, 'commandId') ?? request.id,
        ...migrationIn(body),
      }),
    )
    const locale = localeOf(request)
    return { data: { ...done, stuck: stuck.map((one) => ({ ...one, why: say(one.why, locale) })) } }
  })
  app.get<{ Params: { id: string } }>('/api/flow-instances/:id/sheet', { config }, async (request) => {
    const actor = actorOf(request)
    return { data: await workspace.unit((unit) => openSheet(unit, actor, request.params.id)) }
  })
  app.get<{ Querystring: Partial<Record<'flow' | 'show' | 'cursor', string>> }>(
    '/api/flow-instances',
    { config },
    async (request) => {
      const actor = actorOf(request)
      const { flow, show, cursor } = request.query
      const asked = present({ flow, cursor })
      const ask = { ...asked, show: oneOf(show, shows) ?? 'open', limit: runsAtOnce }
      return { data: await workspace.unit((unit) => keptRuns(unit, actor, ask)) }
    },
  )
  app.get<{ Params: { id: string } }>('/api/flow-instances/:id/standing', { config }, async (request) => {
    const actor = actorOf(request)
    return { data: await workspace.unit((unit) => keptRun(unit, actor, request.params.id)) }
  })
  app.get<{ Params: { id: string } }>('/api/flow-instances/:id', { config }, async (request) => {
    const actor = actorOf(request)
    const data = await workspace.unit(async (unit) => {
      const row = await unit.tx.flows.instance(request.params.id)
      if (row === null || !(await mayRead(unit, actor, row))) throw runtimeErrors.WORK_ITEM_NOT_FOUND()
      return detailOf(unit, actor, row)
    })
    return { data }
  })
  app.post<{ Params: { id: string; command: string } }>(
    '/api/flow-instances/:id/:command',
    { config },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => {
        const body = readObject(request.body ?? {})
        const { id: instanceId, command: name } = request.params
        const commandId = textOf(body, 'commandId') ?? request.id
        const done =
          name === 'migrate'
            ? await migrateRun(unit, actor, { instanceId, commandId, ...migrationIn(body) })
            : await commandInstance(unit, actor, {
                instanceId,
                command: name,
                commandId,
                ...runRequestIn(body),
              })
        return { body: { data: done } }
      }),
  )
  app.get<{ Params: { entity: string; id: string } }>(
    '/api/records/:entity/:id/flows',
    { config },
    async (request) => {
      const actor = actorOf(request)
      await openRecord(workspace, actor, request.params)
      const data = await workspace.unit(async (unit) => {
        const rows = await unit.tx.flows.instancesOf(request.params.entity, request.params.id)
        return Promise.all(rows.map((row) => detailOf(unit, actor, row)))
      })
      return { data }
    },
  )
}
