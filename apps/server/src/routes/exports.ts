import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { exportCsv, exportXlsx, openExport } from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { type QueryText, readQuery } from './asked.ts'
import type { Routes } from './index.ts'
import { disposition } from './upload.ts'

/** Content type of a spreadsheet file. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Records as a file. Sent while it is read, so that any number of rows takes the same memory. */
export const exports_: Routes = (app, { workspace }) => {
  app.get<{ Params: { entity: string }; Querystring: { [name: string]: string | undefined } }>(
    '/api/exports/:entity',
    { config: { policy: 'user' } },
    async (request, reply) => {
      const format = request.query['format'] ?? 'csv'
      if (format !== 'csv' && format !== 'xlsx') throw errors.REQUEST_INVALID({ why: 'format csv | xlsx' })
      const { fields, filter, search, sort } = readQuery(request.query as QueryText)
      const ask = { entity: request.params.entity, fields, filter, search, sort }
      const table = await openExport(workspace, actorOf(request), ask)
      const stream =
        format === 'csv'
          ? Readable.from(exportCsv(table, { raw: request.query['raw'] === 'true' }))
          : Readable.fromWeb(exportXlsx(table) as NodeReadableStream<Uint8Array>)
      return reply
        .header('content-disposition', disposition('attachment', `${table.fileName}.${format}`))
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : xlsxType)
        .send(stream)
    },
  )
}
