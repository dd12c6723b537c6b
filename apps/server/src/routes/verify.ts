import { verifyPrint } from '@mortise/runtime'
import type { FastifyRequest } from 'fastify'
import { errors } from '../errors.ts'
import { neighbourhood, openBrake } from '../plugins/public-brake.ts'
import { readObject } from './asked.ts'
import type { Routes } from './index.ts'

type AtCode = { Params: { code: string } }

/** Calls a minute of one visitor's neighbourhood, and of all who ask about one document. */
const most = { visitor: 30, document: 120 }

const config = { policy: 'public', rateLimit: false } as const
const bodyLimit = 4 * 1024

/**
 * Whether a printed document is the real one, for anybody with its code: what it is called, of when and of whom, and whether a
 * file is the same byte by byte. The file itself never comes here, only its SHA-256.
 */
export const verify: Routes = (app, { workspace, settings }) => {
  const brake = openBrake(workspace.options.clock, workspace.store.side.countCalls)
  const factor = settings.publicFactor ?? 1
  const slow = async (request: FastifyRequest<AtCode>): Promise<void> => {
    await brake.count(`verify ${neighbourhood(request.ip)}`, most.visitor * factor)
    await brake.count(`verified ${request.params.code.slice(0, 64)}`, most.document * factor)
  }
  app.get<AtCode>('/api/public/verify/:code', { config }, async (request, reply) => {
    await slow(request)
    void reply.header('x-robots-tag', 'noindex, nofollow').header('referrer-policy', 'no-referrer')
    return { data: await verifyPrint(workspace, request.params.code) }
  })
  app.post<AtCode>('/api/public/verify/:code', { config, bodyLimit }, async (request, reply) => {
    await slow(request)
    void reply.header('x-robots-tag', 'noindex, nofollow').header('referrer-policy', 'no-referrer')
    const { sha256 } = readObject(request.body)
    if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/i.test(sha256))
      throw errors.REQUEST_INVALID({ why: 'sha256' })
    return { data: await verifyPrint(workspace, request.params.code, sha256) }
  })
}
