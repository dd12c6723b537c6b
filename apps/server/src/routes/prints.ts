import { printRecords, runtimeErrors, zipped } from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { readObject } from './asked.ts'
import type { Routes } from './index.ts'
import { disposition } from './upload.ts'

const config = { policy: 'user' } as const
const most = 200

/** Records as documents; with `?run=` as a run on the record left it when it ended. */
export const prints: Routes = (app, { workspace }) => {
  app.get<{ Params: { template: string; file: string }; Querystring: { run?: string } }>(
    '/api/prints/:template/:file',
    { config },
    async (request, reply) => {
      const { template, file } = request.params
      if (!file.endsWith('.pdf')) throw runtimeErrors.PRINT_NOT_FOUND({ name: `${template}/${file}` })
      const [printed] = await printRecords(workspace, actorOf(request), {
        template,
        ids: [file.slice(0, -4)],
        ...(request.query.run === undefined ? {} : { run: request.query.run }),
      })
      if (printed === undefined) throw runtimeErrors.RECORD_NOT_FOUND()
      return (
        reply
          .header('content-disposition', disposition('inline', printed.fileName))
          // A document holds no scripts; the page's own policy would keep the browser's viewer from opening it.
          .header('content-security-policy', "frame-ancestors 'self'")
          .type('application/pdf')
          .send(Buffer.from(printed.bytes))
      )
    },
  )
  app.post<{ Params: { template: string } }>('/api/prints/:template', { config }, async (request, reply) => {
    const { ids } = readObject(request.body)
    if (!Array.isArray(ids) || ids.length === 0 || ids.length > most)
      throw errors.REQUEST_INVALID({ why: `ids 1–${most}` })
    const { template } = request.params
    const printed = await printRecords(workspace, actorOf(request), { template, ids: ids.map(String) })
    const [first] = printed
    if (printed.length === 1 && first !== undefined)
      return reply
        .header('content-disposition', disposition('attachment', first.fileName))
        .type('application/pdf')
        .send(Buffer.from(first.bytes))
    return reply
      .header('content-disposition', disposition('attachment', `${template}.zip`))
      .type('application/zip')
      .send(zipped(printed))
  })
}
