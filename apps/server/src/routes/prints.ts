import {
  draftLayout,
  drawToKeep,
  keepDrawn,
  keptPrints,
  openKept,
  printPreview,
  printRecords,
  printRemarks,
  printTogether,
  runtimeErrors,
  shownKept,
  type Workspace,
  zipped,
} from '@mortise/runtime'
import type { Actor } from '@mortise/store'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { isUuid, neededText, readObject } from './asked.ts'
import type { Routes } from './index.ts'
import { disposition } from './upload.ts'

const config = { policy: 'user' } as const
const most = 200

/** A document that the browser opens in its own viewer: it holds no scripts, and the page's policy would keep it shut. */
function shown(reply: FastifyReply, fileName: string): FastifyReply {
  return reply
    .header('content-disposition', disposition('inline', fileName))
    .header('content-security-policy', "frame-ancestors 'self'")
    .type('application/pdf')
}

/** Many records as one PDF, or as a ZIP of one each. */
async function printMany(
  workspace: Workspace,
  {
    actor,
    template,
    reply,
  }: { readonly actor: Actor; readonly template: string; readonly reply: FastifyReply },
  { ids, together }: { readonly ids: readonly string[]; readonly together: boolean },
): Promise<FastifyReply> {
  if (ids.length === 0 || ids.length > most) throw errors.REQUEST_INVALID({ why: `ids 1–${most}` })
  const printed = together
    ? [await printTogether(workspace, actor, { template, ids })]
    : await printRecords(workspace, actor, { template, ids })
  const [first] = printed
  if (first === null || first === undefined) throw runtimeErrors.RECORD_NOT_FOUND()
  if (printed.length === 1)
    return reply
      .header('content-disposition', disposition('attachment', first.fileName))
      .type('application/pdf')
      .send(Buffer.from(first.bytes))
  return reply
    .header('content-disposition', disposition('attachment', `${template}.zip`))
    .type('application/zip')
    .send(zipped(printed.filter((one) => one !== null)))
}

/**
 * Records as documents; with `?run=` as a run on the record left it when it ended. Many at once as `all.pdf?ids=` or
 * `all.zip?ids=`, or by POST, where `together` asks for one PDF. One may be kept with a code by which it can be checked; what
 * was kept comes back byte by byte. `remarks` tells what a print would leave short; a screen that shows both names itself with
 * `?preview=`, an id of its own, and the record is filled once for both. And templates at work, laid out for their
 * designer.
 */
export const prints: Routes = (app, context) => {
  const { workspace } = context
  app.get<{
    Params: { template: string; file: string }
    Querystring: { run?: string; ids?: string; preview?: string }
  }>('/api/prints/:template/:file', { config }, async (request, reply) => {
    const { template, file } = request.params
    const { ids, run, preview } = request.query
    const actor = actorOf(request)
    if (typeof ids === 'string' && (file === 'all.pdf' || file === 'all.zip')) {
      const asked = { ids: ids.split(',').filter((id) => id !== ''), together: file === 'all.pdf' }
      return printMany(workspace, { actor, template, reply }, asked)
    }
    if (!file.endsWith('.pdf')) throw runtimeErrors.PRINT_NOT_FOUND({ name: `${template}/${file}` })
    const id = file.slice(0, -4)
    const [printed] =
      isUuid(preview) && run === undefined
        ? [await printPreview(workspace, actor, { template, id, preview })]
        : await printRecords(workspace, actor, { template, ids: [id], ...(run === undefined ? {} : { run }) })
    if (printed === undefined) throw runtimeErrors.RECORD_NOT_FOUND()
    return shown(reply, printed.fileName).send(Buffer.from(printed.bytes))
  })
  app.get<{ Params: { template: string; id: string }; Querystring: { preview?: string } }>(
    '/api/prints/:template/:id/remarks',
    { config },
    async (request) => {
      const { preview } = request.query
      const asked = { ...request.params, ...(isUuid(preview) ? { preview } : {}) }
      return { data: await printRemarks(workspace, actorOf(request), asked) }
    },
  )
  app.post('/api/design/prints/layout', { config: { policy: 'design' } }, async (request) => {
    const { print, id, all } = readObject(request.body)
    if (id !== undefined && !isUuid(id)) throw errors.REQUEST_INVALID({ why: 'id' })
    const ask = { print, all: all === true, ...(id === undefined ? {} : { id }) }
    return { data: await draftLayout(workspace, actorOf(request), ask) }
  })
  app.post<{ Params: { template: string } }>('/api/prints/:template', { config }, async (request, reply) => {
    const { ids, together } = readObject(request.body)
    if (!Array.isArray(ids)) throw errors.REQUEST_INVALID({ why: `ids 1–${most}` })
    const given = { actor: actorOf(request), template: request.params.template, reply }
    return printMany(workspace, given, { ids: ids.map(String), together: together === true })
  })
  // Drawn before the transaction in which it is noted: sent again, the first answer comes again and nothing is kept twice.
  app.post<{ Params: { template: string } }>(
    '/api/prints/:template/keep',
    { config },
    async (request, reply) => {
      const id = neededText(readObject(request.body), 'id')
      const { template } = request.params
      const drawn = await drawToKeep(workspace, actorOf(request), { template, id })
      return command(context, { request, reply }, async (unit, actor) => ({
        status: 201,
        body: { data: shownKept(await keepDrawn(unit, actor, drawn)) },
      }))
    },
  )
  app.get<{ Params: { entity: string; id: string }; Querystring: { before?: string } }>(
    '/api/records/:entity/:id/kept-prints',
    { config },
    async (request) => {
      const { rows, next } = await workspace.unit((unit) =>
        keptPrints(unit, actorOf(request), { ...request.params, before: request.query.before }),
      )
      return { data: rows, next }
    },
  )
  app.get<{ Params: { id: string } }>('/api/kept-prints/:id', { config }, async (request, reply) => {
    const { row, file } = await openKept(workspace, actorOf(request), request.params.id)
    return shown(reply, row.name)
      .header('content-length', file.size)
      .send(Readable.from(file.pieces(), { objectMode: false }))
  })
}
