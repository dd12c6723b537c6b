import {
  acceptRecord,
  assignmentsOf,
  backfillRule,
  draftOf,
  draftYearPlan,
  noteBehaviour,
  pauseRule,
  replayRun,
  ruleProof,
  ruleRuns,
  scoreStory,
  rulesAtWork,
  runManualRule,
  testRule,
} from '@mortise/runtime'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, present, type QueryText, readNumber, readObject } from './asked.ts'
import type { Routes } from './index.ts'

const states = ['done', 'retrying', 'failed', 'stopped'] as const

/** Rules that people run by hand, what rules did, and a rule tried out, stopped, run again. */
export const rules: Routes = (app, context) => {
  app.post<{ Params: { rule: string } }>(
    '/api/rules/:rule/run',
    { config: { policy: 'user' } },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => {
        const body = readObject(request.body)
        const given = {
          rule: request.params.rule,
          entity: neededText(body, 'entity'),
          id: neededText(body, 'id'),
        }
        return { body: { data: { records: await runManualRule(unit, actor, given) } } }
      }),
  )
  app.get<{ Params: { entity: string; id: string } }>(
    '/api/records/:entity/:id/assignments',
    { config: { policy: 'user' } },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => ({
        body: { data: await assignmentsOf(unit, actor, request.params) },
      })),
  )
  app.post<{ Params: { entity: string; id: string } }>(
    '/api/records/:entity/:id/accept',
    { config: { policy: 'user' } },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => {
        await acceptRecord(unit, actor, request.params)
        return { status: 204, body: null }
      }),
  )
  app.post<{ Params: { entity: string; id: string } }>(
    '/api/records/:entity/:id/behaviours',
    { config: { policy: 'user' } },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => {
        const body = readObject(request.body)
        const key = typeof body['key'] === 'string' ? body['key'] : null
        const kind = neededText(body, 'kind')
        return {
          body: { data: { noted: await noteBehaviour(unit, actor, { ...request.params, kind, key }) } },
        }
      }),
  )
  app.get<{ Params: { entity: string; id: string; score: string } }>(
    '/api/records/:entity/:id/scores/:score',
    { config: { policy: 'user' } },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => ({
        body: { data: await scoreStory(unit, actor, request.params) },
      })),
  )
  app.post<{ Params: { calendar: string } }>(
    '/api/design/calendars/:calendar/year',
    { config: { policy: 'design' } },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => {
        const { plan, year } = readObject(request.body)
        const given = {
          calendar: request.params.calendar,
          ...(plan === undefined ? {} : { plan }),
          ...(typeof year === 'number' ? { year } : {}),
        }
        return { body: { data: await draftYearPlan(unit, actor, given) } }
      }),
  )
  app.get('/api/rules', { config: { policy: 'design' } }, async () => ({
    data: await rulesAtWork(context.workspace),
  }))
  app.get('/api/rules/proof', { config: { policy: 'design' } }, async () => ({
    data: await ruleProof(context.workspace),
  }))
  app.get<{ Querystring: QueryText }>(
    '/api/rules/runs',
    { config: { policy: 'design' } },
    async ({ query }) => {
      const state = states.find((one) => one === query['state'])
      if (query['state'] !== undefined && state === undefined) throw errors.REQUEST_INVALID({ why: 'state' })
      const limit = readNumber(query['limit'], { name: 'limit', standard: 50, max: 200 })
      const { rule, record: recordId, cursor: before } = query
      const page = await ruleRuns(context.workspace, present({ rule, recordId, before, state, limit }))
      return { data: page.runs, nextCursor: page.nextCursor }
    },
  )
  app.post<{ Params: { id: string } }>(
    '/api/rules/runs/:id/replay',
    { config: { policy: 'design' } },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => {
        const what = readObject(request.body)['what'] === 'all' ? 'all' : 'failed'
        await replayRun(unit, actor, { id: request.params.id, what })
        return { status: 204, body: null }
      }),
  )
  for (const [name, paused] of [
    ['pause', true],
    ['resume', false],
  ] as const)
    app.post<{ Params: { rule: string } }>(
      `/api/rules/:rule/${name}`,
      { config: { policy: 'design' } },
      (request, reply) =>
        command(context, { request, reply }, async (unit, actor) => {
          await pauseRule(unit, actor, { rule: request.params.rule, paused })
          return { status: 204, body: null }
        }),
    )
  app.post<{ Params: { rule: string } }>(
    '/api/rules/:rule/backfill',
    { config: { policy: 'design' } },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => {
        const { since = null, dryRun } = readObject(request.body)
        if (since !== null && (typeof since !== 'string' || Number.isNaN(Date.parse(since))))
          throw errors.REQUEST_INVALID({ why: 'since' })
        const at = since === null ? null : new Date(since).toISOString()
        const given = { rule: request.params.rule, since: at, dryRun: dryRun === true }
        return { body: { data: await backfillRule(unit, actor, given) } }
      }),
  )
  app.post('/api/rules/test', { config: { policy: 'design' } }, async (request) => {
    const body = readObject(request.body)
    const rule = draftOf(context.workspace.options, 'rule', body['rule'])
    return { data: await testRule(context.workspace, actorOf(request), { rule, id: neededText(body, 'id') }) }
  })
}
