import { sharedPage, sharedResult } from '@mortise/runtime'
import type { FastifyRequest } from 'fastify'
import { localeOf } from '../plugins/failures.ts'
import { neighbourhood, openBrake } from '../plugins/public-brake.ts'
import type { Routes } from './index.ts'

/** Calls a minute: of one visitor's neighbourhood, and of all visitors of one link. */
const most = { visitor: 300, link: 1200 }

const config = { policy: 'public', rateLimit: false } as const
type AtToken = { Params: { token: string; part: string } }

/** What strangers see of reports, by the token of a link alone: nobody's session or key counts here. */
export const publicReports: Routes = (app, { workspace, settings }) => {
  const brake = openBrake(workspace.options.clock, workspace.store.side.countCalls)
  const factor = settings.publicFactor ?? 1
  const slow = async (request: FastifyRequest<AtToken>): Promise<void> => {
    await brake.count(`report ${neighbourhood(request.ip)}`, most.visitor * factor)
    await brake.count(`report link ${request.params.token.slice(0, 64)}`, most.link * factor)
  }
  app.addHook('onSend', async (_request, reply) => {
    void reply
      .header('x-robots-tag', 'noindex, nofollow')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
  })
  app.get<AtToken>('/api/public/reports/:token', { config }, async (request) => {
    await slow(request)
    return { data: await sharedPage(workspace, request.params.token, localeOf(request)) }
  })
  app.get<AtToken>('/api/public/reports/:token/parts/:part', { config }, async (request) => {
    await slow(request)
    const { token, part } = request.params
    return { data: await sharedResult(workspace, token, { part, locale: localeOf(request) }) }
  })
}
