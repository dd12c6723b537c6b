import {
  askApplyApp,
  assembleApps,
  type Choices,
  exportApp,
  fileEntries,
  keptScenarios,
  planApp,
  unzippedApp,
  zipped,
} from '@mortise/runtime'
import type { FastifyRequest } from 'fastify'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { readObject } from './asked.ts'
import type { Routes } from './index.ts'
import { choicesOf, mergeTold } from './merge-plan.ts'
import { disposition, readUpload } from './upload.ts'

const config = { policy: 'design' } as const

type Asked = { readonly files: ReadonlyMap<string, string>; readonly choices: Choices }

function parsed(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw errors.REQUEST_INVALID({ why: 'choices' })
  }
}

/** An app as a ZIP file, or as JSON: `{ files: { path: text }, choices? }`. */
async function asked(request: FastifyRequest): Promise<Asked> {
  if (request.isMultipart()) {
    const { choices } = request.query as { readonly choices?: string }
    const { bytes } = await readUpload(request)
    return { files: unzippedApp(bytes), choices: choicesOf(parsed(choices)) }
  }
  const body = readObject(request.body)
  const files = Object.entries(readObject(body['files'])).map(([path, text]) => {
    if (typeof text !== 'string') throw errors.REQUEST_INVALID({ why: `files: ${path}` })
    return [path, text] as const
  })
  return { files: new Map(files), choices: choicesOf(body['choices']) }
}

/** Apps of the workspace: what there is, taking one out as files, putting one or a new version of it in. */
export const apps: Routes = (app, context) => {
  const { workspace } = context
  const { design } = workspace.store
  const kit = workspace.options.kit
  app.get('/api/apps', { config }, async () => {
    const all = assembleApps(await design.published())
    const data = await Promise.all(
      all.map(async ({ app: { key, label, version, icon, color, hidden } }) => {
        const base = await design.base(key)
        const template = base === null ? null : { version: base.version, at: base.at }
        return { key, label, version, icon, color, hidden, template }
      }),
    )
    return { data }
  })
  app.get<{ Params: { app: string } }>('/api/apps/:app', { config }, async (request, reply) => {
    const { app: name } = request.params
    if (!name.endsWith('.zip')) {
      const files = await exportApp(design, kit, name, await keptScenarios(workspace, name))
      return { data: { app: name, files: Object.fromEntries(files) } }
    }
    const key = name.slice(0, -'.zip'.length)
    const bytes = zipped(fileEntries(await exportApp(design, kit, key, await keptScenarios(workspace, key))))
    return reply
      .header('content-type', 'application/zip')
      .header('content-disposition', disposition('attachment', name))
      .send(bytes)
  })
  app.post<{ Querystring: { plan?: string } }>('/api/apps', { config }, async (request, reply) => {
    const given = await asked(request)
    const done =
      request.query.plan === 'true'
        ? await planApp(workspace, given.files, given.choices)
        : await askApplyApp(workspace, actorOf(request), given)
    // Large tables are prepared first: the publication tells how far it is.
    if ('publication' in done) void reply.code(202)
    return { data: mergeTold(done, request) }
  })
}
