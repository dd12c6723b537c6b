import { discardJob, discardJobs, jobAgain, jobPage, jobsAgain, jobTally } from '@mortise/runtime'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, present, type QueryText, readNumber, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'admin' } as const
const states = ['gaveUp', 'retrying', 'running', 'waiting'] as const
const longestReason = 500

type One = { readonly Params: { readonly id: string } }

function reasonIn(body: ReturnType<typeof readObject>): string {
  const reason = neededText(body, 'reason').trim()
  if (reason === '' || reason.length > longestReason)
    throw errors.REQUEST_INVALID({ why: `reason: 1–${longestReason}` })
  return reason
}

/** What is done behind people's backs, for administrators: what there is, what failed and why, and what to do about it. */
export const jobs: Routes = (app, context) => {
  app.get<{ Querystring: QueryText }>('/api/jobs', { config }, async (request) => {
    const { query } = request
    const state = states.find((one) => one === (query['state'] ?? 'gaveUp'))
    if (state === undefined) throw errors.REQUEST_INVALID({ why: `state: ${states.join(', ')}` })
    const limit = readNumber(query['limit'], { name: 'limit', standard: 50, max: 200 })
    const ask = present({
      state,
      limit,
      kind: query['kind'] || undefined,
      cursor: query['cursor'] || undefined,
    })
    return context.workspace.unit(async (unit) => {
      const { jobs: data, nextCursor } = await jobPage(unit, actorOf(request), ask)
      return { data, nextCursor }
    })
  })
  app.get('/api/jobs/kinds', { config }, () =>
    context.workspace.unit(async (unit) => ({ data: await jobTally(unit) })),
  )
  app.post('/api/jobs/retry', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const kind = neededText(readObject(request.body), 'kind')
      return { body: { data: { again: await jobsAgain(unit, actor, kind) } } }
    }),
  )
  app.post('/api/jobs/discard', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const given = { kind: neededText(body, 'kind'), reason: reasonIn(body) }
      return { body: { data: { discarded: await discardJobs(unit, actor, given) } } }
    }),
  )
  app.post<One>('/api/jobs/:id/retry', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      await jobAgain(unit, actor, request.params.id)
      return { status: 204, body: null }
    }),
  )
  app.post<One>('/api/jobs/:id/discard', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const reason = reasonIn(readObject(request.body))
      await discardJob(unit, actor, { id: request.params.id, reason })
      return { status: 204, body: null }
    }),
  )
}
