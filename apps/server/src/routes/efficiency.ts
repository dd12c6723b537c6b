import { Readable } from 'node:stream'
import {
  type EfficiencyAsk,
  efficiencyLog,
  efficiencyRuns,
  flowEfficiency,
  measuredFlows,
} from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { present } from './asked.ts'
import type { Routes } from './index.ts'
import { disposition } from './upload.ts'

const config = { policy: 'user' } as const
type Texts = { readonly [name: string]: string | undefined }
type AtFlow = { Params: { flow: string }; Querystring: Texts }

function askIn(flow: string, query: Texts): EfficiencyAsk {
  const { from = '', to = '', by, department, version, calendar } = query
  return present({
    flow,
    from,
    to,
    by: by === 'ended' ? 'ended' : 'started',
    department,
    version,
    calendar,
  }) as EfficiencyAsk
}

const kinds = ['open', 'overdue', 'returned', 'rejected', 'skipped', 'running', 'ended'] as const
const atOnce = 50

/** How well flows run: figures, the runs behind them, and the log as a file. */
export const efficiency: Routes = (app, { workspace }) => {
  app.get('/api/efficiency', { config }, async (request) => {
    const actor = actorOf(request)
    return { data: await workspace.unit((unit) => measuredFlows(unit, actor)) }
  })
  app.get<AtFlow>('/api/efficiency/:flow', { config }, async (request) => {
    const [actor, ask] = [actorOf(request), askIn(request.params.flow, request.query)]
    return { data: await workspace.unit((unit) => flowEfficiency(unit, actor, ask)) }
  })
  app.get<AtFlow>('/api/efficiency/:flow/runs', { config }, async (request) => {
    const [actor, ask] = [actorOf(request), askIn(request.params.flow, request.query)]
    const { node, person, only, week, offset } = request.query
    const filter = present({ node, person, week, only: kinds.find((one) => one === only) })
    const from = Math.max(0, Math.trunc(Number(offset ?? 0)) || 0)
    return {
      data: await workspace.unit((unit) => efficiencyRuns(unit, actor, { ask, filter, from, limit: atOnce })),
    }
  })
  app.get<AtFlow>('/api/efficiency/:flow/export', { config }, async (request, reply) => {
    const [actor, ask] = [actorOf(request), askIn(request.params.flow, request.query)]
    const { format = 'csv' } = request.query
    if (format !== 'csv' && format !== 'xes') throw errors.REQUEST_INVALID({ why: 'format csv | xes' })
    const file = await workspace.unit((unit) => efficiencyLog(unit, actor, { ask, format }))
    return reply
      .header('content-disposition', disposition('attachment', file.name))
      .type(file.type)
      .send(Readable.from(file.pieces))
  })
}
