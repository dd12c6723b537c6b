import { say } from '@mortise/errors'
import { inspectionOf } from '@mortise/kit'
import { runtimeErrors } from '@mortise/runtime'
import { documentKinds } from '@mortise/schema'
import { errors } from '../errors.ts'
import { localeOf } from '../plugins/failures.ts'
import { readObject } from './asked.ts'
import type { Routes } from './index.ts'

/** What helps while a document is being written: what is wrong with its shape, and how it was before. */
export const designCheck: Routes = (app, { workspace }) => {
  // How one document was in a version, as it was called then.
  app.get<{ Params: { version: string; kind: string; key: string } }>(
    '/api/design/versions/:version/:kind/:key',
    { config: { policy: 'design' } },
    async (request) => {
      const { kind, key } = request.params
      const version = Number(request.params.version)
      if (!Number.isSafeInteger(version) || version < 1) throw errors.REQUEST_INVALID({ why: 'version' })
      const rows = await workspace.store.design.published(version)
      const row = rows.find((one) => one.kind === kind && one.key === key)
      if (row === undefined) throw runtimeErrors.DESIGN_NOT_FOUND({ kind, key })
      return { data: { json: row.json } }
    },
  )
  // Nothing of what is sent is kept.
  app.post('/api/design/check', { config: { policy: 'design' } }, async (request) => {
    const body = readObject(request.body)
    const kind = documentKinds.find((one) => one === body['kind'])
    if (kind === undefined) throw errors.REQUEST_INVALID({ why: 'kind' })
    const { validator } = inspectionOf(workspace.options.kit)
    const locale = localeOf(request)
    const found = validator.validateDocument(kind, body['json'], '')
    return {
      data: found.map(({ path, code, message }) => ({ path, code, message: say(message, locale) })),
    }
  })
}
