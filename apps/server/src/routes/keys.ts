import { auditedBy } from '@mortise/store'
import { newToken, runtimeErrors, tokenHash } from '@mortise/runtime'
import { command } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, readObject, textOf } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'admin' } as const

/** API keys: each acts with the rights of one role. The secret is shown once, when it is made. */
export const keys: Routes = (app, context) => {
  const { workspace } = context
  app.get('/api/api-keys', { config }, async () => ({ data: await workspace.store.people.apiKeys() }))
  app.post('/api/api-keys', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const role = neededText(body, 'role')
      if (!unit.published.roles.some((one) => one.key === role && one.service !== true))
        throw errors.REQUEST_INVALID({ why: 'role' })
      if (actor.userId === null) throw runtimeErrors.FORBIDDEN({ what: 'api key' })
      const expires = textOf(body, 'expires')
      const until = expires === undefined ? null : new Date(expires)
      if (until !== null && Number.isNaN(until.getTime())) throw errors.REQUEST_INVALID({ why: 'expires' })
      const secret = `mk_${newToken()}`
      const row = await unit.tx.people.createApiKey({
        name: neededText(body, 'name'),
        prefix: secret.slice(0, 8),
        tokenHash: tokenHash(secret),
        role,
        createdBy: actor.userId,
        expiresAt: until === null ? null : until.toISOString(),
      })
      await unit.tx.side.audit({
        action: 'api_key_created',
        ...auditedBy(actor),
        entity: null,
        recordId: null,
        data: { key: row.id, role },
      })
      return { status: 201, body: { data: { ...row, secret } } }
    }),
  )
  app.delete<{ Params: { id: string } }>('/api/api-keys/:id', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit) => {
      await unit.tx.people.deleteApiKey(request.params.id)
      return { status: 204, body: null }
    }),
  )
}
