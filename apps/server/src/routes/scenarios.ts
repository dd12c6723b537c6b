import {
  keepScenario,
  playKnown,
  removeScenario,
  type ScenarioGate,
  scenarioGate,
  scenarios,
  scenariosConcerned,
  setScenarioGate,
} from '@mortise/runtime'
import type { ScenarioDocument } from '@mortise/schema'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'design' } as const
const gates: readonly ScenarioGate[] = ['off', 'warn', 'block']

type AtScenario = { readonly Params: { readonly key: string } }

/** Scenarios of apps: what there is, keeping one, playing one, and what failing ones mean for publishing. */
export const scenarioRoutes: Routes = (app, context) => {
  const { workspace } = context
  app.get<{ Querystring: { drafted?: string } }>('/api/design/scenarios', { config }, async ({ query }) => {
    const all = query.drafted === 'true' ? await scenariosConcerned(workspace) : await scenarios(workspace)
    return { data: all.map(({ document, ...one }) => ({ ...one, label: document.label })) }
  })
  app.get('/api/design/scenario-gate', { config }, async () => ({
    data: { gate: await scenarioGate(workspace) },
  }))
  app.put('/api/design/scenario-gate', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const gate = gates.find((one) => one === readObject(request.body)['gate'])
      if (gate === undefined) throw errors.REQUEST_INVALID({ why: 'gate' })
      await setScenarioGate(unit, actor, gate)
      return { status: 204, body: null }
    }),
  )
  app.put<AtScenario>('/api/design/scenarios/:key', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const document = { ...readObject(body['json']), key: request.params.key } as unknown as ScenarioDocument
      await keepScenario(unit, actor, { app: neededText(body, 'app'), document })
      return { status: 204, body: null }
    }),
  )
  app.delete<AtScenario>('/api/design/scenarios/:key', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      await removeScenario(unit, actor, request.params.key)
      return { status: 204, body: null }
    }),
  )
  app.post<AtScenario>('/api/design/scenarios/:key/play', { config }, async (request) => ({
    data: await playKnown(workspace, actorOf(request), request.params.key),
  }))
}
